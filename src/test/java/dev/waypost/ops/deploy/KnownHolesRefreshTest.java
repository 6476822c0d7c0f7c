package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code .ci/refresh-holes}, given what osv-scanner prints. */
class KnownHolesRefreshTest {

    private static final String HEADER = "# Holes.";
    private static final String ANY = "org.example:any\t(,2.0)\tCVE-1\tour words";

    private final Path folder = Path.of("target/holes");
    private final Path list = folder.resolve("known-holes.tsv");

    @BeforeEach
    void setUp() throws IOException {
        Program.assumeInstalled("jq");
        Files.createDirectories(folder);
        Files.write(list, List.of(HEADER, ANY));
    }

    @Test
    void a_hole_that_turned_out_to_be_in_more_versions_is_known_in_all_of_them()
            throws IOException {
        refresh(
                """
                {"id": "GHSA-a", "aliases": ["CVE-1"], "summary": "theirs", "affected": [
                  {"package": {"name": "org.example:any"}, "ranges": [{"type": "ECOSYSTEM",
                    "events": [{"introduced": "0"}, {"fixed": "2.1"}, {"introduced": "3.0"}]}]}]}""");

        assertThat(list).hasContent(HEADER + "\norg.example:any\t(,2.1),[3.0,)\tCVE-1\tour words");
    }

    @Test
    void a_new_hole_is_added_by_its_ranges_or_else_by_the_versions_that_are_listed()
            throws IOException {
        refresh(
                """
                {"id": "GHSA-b", "summary": "by\\tits range", "affected": [
                  {"package": {"name": "org.example:any"}, "ranges": [{"type": "ECOSYSTEM",
                    "events": [{"introduced": "1.0"}, {"last_affected": "1.4"}]}]}]},
                {"id": "GHSA-c", "summary": "listed", "affected": [
                  {"package": {"name": "org.example:any"}, "versions": ["1.1", "1.2"]}]}""");

        assertThat(list)
                .hasContent(
                        String.join(
                                "\n",
                                HEADER,
                                ANY,
                                "org.example:any\t[1.0,1.4]\tGHSA-b\tby its range",
                                "org.example:any\t[1.1],[1.2]\tGHSA-c\tlisted"));
    }

    @Test
    void what_was_withdrawn_or_has_no_hole_changes_nothing() throws IOException {
        refresh(
                """
                {"id": "GHSA-d", "withdrawn": "2026-01-01T00:00:00Z", "affected": [
                  {"package": {"name": "org.example:any"}, "versions": ["1.1"]}]}""");
        report("{\"results\": [{\"packages\": [{\"package\": {\"name\": \"a:b\"}}]}]}");
        report("{\"results\": null}");

        assertThat(list).hasContent(HEADER + "\n" + ANY);
    }

    private void refresh(String holes) throws IOException {
        report(
                """
                {"results": [{"packages": [{"package": {"name": "org.example:any"},
                  "vulnerabilities": [%s]}]}]}"""
                        .formatted(holes));
    }

    private void report(String json) throws IOException {
        Path script = folder.resolve("refresh-holes");
        Files.write(script, Files.readAllBytes(Path.of(".ci/refresh-holes")));
        Path report = Files.writeString(folder.resolve("report.json"), json);
        Program.output("bash", script.toString(), report.toString());
    }
}
