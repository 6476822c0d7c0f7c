package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.Thorough;
import jakarta.mail.internet.InternetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random texts of many scripts. A failure names its seed; {@code -Dwaypost.fuzz.seed} repeats it.
 */
class AnyUnicodeArrivesTest {

    private static final int MAILS = Thorough.cases(1500);
    private static final long SEED = Long.getLong("waypost.fuzz.seed", new Random().nextLong());

    private final Random random = new Random(SEED);

    @Test
    void whatever_the_event_says_is_what_arrives() throws Exception {
        for (int i = 0; i < MAILS; i++) {
            String subject = line(300);
            String name = line(80);
            String fileName = line(120) + ".x";
            String text = lines();
            String html = lines();

            try {
                OtherEnd mail =
                        OtherEnd.of(
                                anEvent()
                                        .subject(subject)
                                        .from(name, "shop@example.org")
                                        .to(name, "ann@example.net")
                                        .text(text)
                                        .html(html)
                                        .attached(
                                                fileName,
                                                "application/x-test",
                                                text.getBytes("UTF-8")));

                assertThat(mail.decoded("Subject")).isEqualTo(subject);
                assertThat(((InternetAddress) mail.message().getFrom()[0]).getPersonal())
                        .isEqualTo(name.isBlank() ? null : name);
                assertThat(mail.text(0)).isEqualTo(withLf(text));
                assertThat(mail.text(1)).isEqualTo(withLf(html));
                assertThat(mail.leaf(2).getFileName()).isEqualTo(fileName);
                assertThat(mail.content(2)).isEqualTo(text.getBytes("UTF-8"));
            } catch (Throwable e) {
                throw new AssertionError("waypost.fuzz.seed=" + SEED + ", mail " + i, e);
            }
        }
    }

    /** A line of one header field: no CR, LF, NUL. */
    private String line(int longest) {
        return random(longest).replaceAll("[\r\n\0]", "-");
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(random(random.nextInt(10) == 0 ? 3000 : 100));
            text.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
        }
        return text.append(random(30)).toString();
    }

    /** Mostly one script, sprinkled with everything else that Unicode has. */
    private String random(int longest) {
        int[][] scripts = {
            {' ', '~'}, {0xa0, 0x17f}, {0x590, 0x6ff}, {0x4e00, 0x9fff}, {0x1f300, 0x1f64f}, {1, 31}
        };
        int[] main = scripts[random.nextInt(scripts.length - 1)];
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest); i > 0; i--) {
            int[] script = random.nextInt(12) == 0 ? scripts[random.nextInt(scripts.length)] : main;
            boolean space = random.nextInt(8) == 0;
            text.appendCodePoint(
                    space ? ' ' : script[0] + random.nextInt(script[1] - script[0] + 1));
        }
        return text.toString();
    }

    private static String withLf(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
