package dev.waypost.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Nodemailer behind kafkajs, where Node and npm are; npm fetches the two into {@code target}. */
final class NodePeer implements Contender {

    private static final Path SOURCES = Path.of("src", "bench", "node");
    private static final Path HOME = Path.of("target", "bench", "node");

    @Override
    public String name() {
        return "nodemailer";
    }

    @Override
    public String description() {
        return "Nodemailer %s, pool of 16, behind kafkajs %s; Node %s"
                .formatted(version("nodemailer"), version("kafkajs"), said("node", "--version"));
    }

    @Override
    public Optional<String> absence() {
        if (!Programs.isThere("node") || !Programs.isThere("npm")) {
            return Optional.of("no node or no npm");
        }
        try {
            Files.createDirectories(HOME);
            for (String file : List.of("package.json", "peer.js")) {
                Files.copy(
                        SOURCES.resolve(file),
                        HOME.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Process npm =
                    new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
                            .directory(HOME.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(HOME.resolve("npm.log").toFile())
                            .start();
            boolean installed = npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0;
            return installed
                    ? Optional.empty()
                    : Optional.of("npm install failed; see " + HOME.resolve("npm.log"));
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String version(String module) {
        try {
            String text = Files.readString(SOURCES.resolve("package.json"));
            return text.replaceFirst("(?s).*\"" + module + "\": \"([^\"]+)\".*", "$1");
        } catch (IOException e) {
            return "?";
        }
    }

    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return "?";
        }
    }

    @Override
    public boolean throttles() {
        return true;
    }

    @Override
    public ChildProcess start(Task task) {
        return ChildProcess.start(
                name(), List.of("node", HOME.resolve("peer.js").toString()), task.environment());
    }
}
