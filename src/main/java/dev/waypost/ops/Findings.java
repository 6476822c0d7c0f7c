package dev.waypost.ops;

import java.io.PrintWriter;
import java.util.List;

/** What a check has to say in all: to be printed, and as an exit code. */
public record Findings(List<Finding> all) {

    public Findings {
        all = List.copyOf(all);
    }

    /** A line each, and a last line that counts those that are not well. */
    public void print(PrintWriter out) {
        printFrom(0, out);
    }

    /** The same, where so many are printed already. */
    public void printFrom(int first, PrintWriter out) {
        all.subList(first, all.size()).forEach(out::println);
        long trouble = trouble();
        out.println(
                trouble == 0 ? "all is well" : trouble + (trouble == 1 ? " finding" : " findings"));
        out.flush();
    }

    /** 0 where all is well, else 1. */
    public int exitCode() {
        return trouble() == 0 ? 0 : 1;
    }

    private long trouble() {
        return all.stream().filter(finding -> !finding.isOk()).count();
    }
}
