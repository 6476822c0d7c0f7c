package dev.waypost.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write for a media type is read; what says none is not guessed at. */
class MediaTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    application/pdf                        | application/pdf |
                    application/pdf;                       | application/pdf |
                    `application/pdf ; `                   | application/pdf |
                    `  application/pdf  `                  | application/pdf |
                    text/csv; charset=utf-8;               | text/csv        | utf-8
                    text/csv;charset=utf-8                 | text/csv        | utf-8
                    text/csv ; charset = utf-8             | text/csv        | utf-8
                    text/csv; charset="utf-8" ; ;          | text/csv        | utf-8
                    TEXT/CSV;; CHARSET=utf-8               | TEXT/CSV        | utf-8
                    text/csv; charset="a\\"b;c"            | text/csv        | a"b;c
                    text/csv; charset=a; Charset=b         | text/csv        | a
                    text/csv; name="請求書.csv"; charset=a  | text/csv        | a
                    """)
    void is_read(String written, String name, String charset) {
        MediaType type = MediaType.of(written);

        assertThat(type.name()).isEqualTo(name);
        assertThat(type.parameters())
                .isEqualTo(charset == null ? Map.of() : Map.of("charset", charset));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "pdf",
                "text/",
                "/plain",
                "text / plain",
                "text/plain/x",
                "text/plain, text/html",
                "text/plain charset=utf-8",
                "text/plain; =x",
                "text/plain; charset",
                "text/plain; charset=",
                "text/plain; charset=ü",
                "text/plain; charset=\"ü\"",
                "text/plain; charset=\"a",
                "text/plain; charset=a b",
                "text/plain; name=my file.txt",
            })
    void is_none(String written) {
        assertThat(MediaType.of(written)).isNull();
    }

    @Test
    void a_type_longer_than_any_that_is_registered_is_none() {
        assertThat(MediaType.of("a/" + "b".repeat(127))).isNotNull();
        assertThat(MediaType.of("a/" + "b".repeat(128))).isNull();
    }
}
