package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that differ in what they know of RFC 2231 find the same name. */
class FileNamesArriveTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bill.pdf",
                "my bill (final).pdf",
                " spaces around ",
                "a \"quoted\" name; filename=evil.exe",
                "a; filename=b.pdf",
                "back\\slash.txt",
                "résumé.pdf",
                "請求書.pdf",
                "🎉.png",
                "חשבונית.pdf",
                "100%25.txt",
                "=?UTF-8?Q?x?=.txt",
                "it's * fine.txt",
                "dir/name.txt",
                "noextension",
            })
    void a_file_name_arrives_as_it_was(String fileName) throws Exception {
        arrives(fileName);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "word ", "\"", "é", "漢", "👩‍👩‍👧‍👦", "%"})
    void a_very_long_file_name_arrives_whole(String piece) throws Exception {
        for (int length : new int[] {60, 200, 251}) {
            arrives(piece.repeat(length / piece.length()) + ".pdf");
        }
    }

    @Test
    void a_plain_name_is_said_once_and_plainly() throws Exception {
        OtherEnd mail = attached("annual report (2026), final.pdf");

        assertThat(mail.octets())
                .contains("Content-Type: image/png\r\n")
                .contains("filename=\"annual report (2026), final.pdf\"\r\n");
    }

    @Test
    void no_ascii_stand_in_stands_beside_the_true_name() throws Exception {
        OtherEnd mail = attached("Rechnung für März.pdf");

        assertThat(mail.octets())
                .contains("filename*=UTF-8''Rechnung%20f%C3%BCr%20M%C3%A4rz.pdf\r\n")
                .containsPattern("name=\"=\\?UTF-8\\?[QB]\\?[^ ]+\\?=\"\r\n")
                .doesNotContain("filename=");
    }

    @Test
    void no_name_has_more_than_ten_segments() throws Exception {
        assertThat(attached("é".repeat(255)).octets())
                .contains("filename*8*=")
                .doesNotContain("filename*10*=");
    }

    private static void arrives(String fileName) throws Exception {
        OtherEnd mail = attached(fileName);

        assertThat(mail.leaf(1).getFileName()).as("Angus Mail").isEqualTo(fileName);
        Multipart read =
                (Multipart)
                        new DefaultMessageBuilder()
                                .parseMessage(new ByteArrayInputStream(mail.envelope().message()))
                                .getBody();
        assertThat(read.getBodyParts().get(1).getFilename()).as("mime4j").isEqualTo(fileName);
    }

    private static OtherEnd attached(String fileName) throws Exception {
        return OtherEnd.of(anEvent().attached(fileName, "image/png", new byte[] {1}));
    }
}
