package dev.waypost.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;

/** Reads commands line by line and does them until {@code quit} or the end of the input. */
final class Prompt {

    private final DemoWorld world;
    private final PrintStream out;

    Prompt(DemoWorld world, PrintStream out) {
        this.world = world;
        this.out = out;
    }

    /** Returns true if a person asked to quit, false if the input ended. */
    boolean obey(Reader commands) throws IOException {
        BufferedReader lines = new BufferedReader(commands);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.trim().split("\\s+");
            if (words[0].equals("quit")) {
                return true;
            }
            try {
                obey(words);
            } catch (IllegalArgumentException notUnderstood) {
                out.println(notUnderstood.getMessage());
            }
        }
        return false;
    }

    private void obey(String[] words) {
        switch (words[0]) {
            case "" -> {}
            case "send" -> out.println("published " + world.send().id());
            case "inbox" -> out.println(InboxView.text(world));
            case "block" -> {
                world.block(port(words));
                out.println("blocked " + words[1]);
            }
            case "unblock" -> {
                world.unblock(port(words));
                out.println("open again: " + words[1]);
            }
            default -> out.println("send · inbox · block 587 · unblock 587 · quit");
        }
    }

    private static int port(String[] words) {
        if (words.length != 2 || !words[1].matches("\\d{1,5}")) {
            throw new IllegalArgumentException("say which: " + words[0] + " 587");
        }
        return Integer.parseInt(words[1]);
    }
}
