package dev.waypost.carry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.compose.MimeComposer;
import dev.waypost.intake.MailEventDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class FirstMailTest {

    @Test
    void what_is_made_at_the_start_is_a_whole_mail() {
        FirstMail first =
                new FirstMail(new MailEventDecoder(), new MimeComposer(Clock.systemUTC()));

        String message = new String(first.make().message(), StandardCharsets.US_ASCII);

        assertThat(message)
                .contains("From: =?UTF-8?", "Subject: =?UTF-8?", "multipart/alternative", "base64");
    }
}
