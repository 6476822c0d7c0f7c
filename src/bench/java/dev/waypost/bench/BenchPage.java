package dev.waypost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of results. Between the markers of a part stands what the benchmark wrote; all else is
 * written by hand and stays as it is.
 */
final class BenchPage {

    private final Path file;

    BenchPage(Path file) {
        this.file = file;
    }

    /** Replaces a part; a part that the page lacks is put at its end. */
    void replace(String part, String text) {
        String begin = "<!-- generated: " + part + " -->";
        String end = "<!-- end of generated: " + part + " -->";
        String whole = begin + "\n\n" + text.strip() + "\n\n" + end;
        try {
            String page = Files.exists(file) ? Files.readString(file) : "";
            int from = page.indexOf(begin);
            int to = page.indexOf(end);
            String replaced =
                    from >= 0 && to > from
                            ? page.substring(0, from) + whole + page.substring(to + end.length())
                            : page + "\n" + whole + "\n";
            Files.writeString(file, replaced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("written: " + file + ", part " + part);
    }
}
