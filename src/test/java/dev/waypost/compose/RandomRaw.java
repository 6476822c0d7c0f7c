package dev.waypost.compose;

import java.util.List;
import java.util.Random;

/** A complete message as a careless producer may write one. */
final class RandomRaw {

    private static final List<String> LINES =
            List.of(
                    "From: shop@example.org",
                    "To: ann@example.net",
                    "Bcc: unseen@example.org",
                    "bcc : unseen@example.org",
                    "Resent-Bcc:unseen@example.org,",
                    " folded",
                    "Bcc: ann@example.net,\r\n\tunseen@example.org",
                    "Message-ID: <a@b>",
                    "message-id:a@b",
                    "Message-ID:",
                    "Message-Id :  <c.d@[e]>",
                    "Date: Tue, 24 Nov 2026 02:46:58 +0000",
                    "Subject: Grüße",
                    "Subject: s",
                    "X: " + "x".repeat(995),
                    "X: " + "x".repeat(996),
                    "no field",
                    ": no name",
                    " ");
    private static final List<String> ENDS = List.of("\r\n", "\r\n", "\n", "\n", "\r");

    private RandomRaw() {}

    static String of(Random random) {
        StringBuilder raw = new StringBuilder("From: shop@example.org\r\n");
        for (int fields = random.nextInt(6); fields > 0; fields--) {
            raw.append(one(random.nextInt(8) == 0 ? LINES : LINES.subList(0, 14), random));
            raw.append(one(ENDS, random));
        }
        if (random.nextInt(10) > 0) {
            raw.append(one(ENDS, random));
        }
        return raw.append(new RandomText(random).lines()).toString();
    }

    private static String one(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
