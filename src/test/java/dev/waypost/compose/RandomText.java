package dev.waypost.compose;

import java.util.Random;

/** Text of any script of Unicode, with what mail finds difficult mixed in. */
final class RandomText {

    /** First and last code point; from most of them a text takes only a character or two. */
    private static final int[][] SCRIPTS = {
        {' ', '~'},
        {0xa0, 0x17f},
        {0x590, 0x6ff},
        {0x4e00, 0x9fff},
        {0x1f300, 0x1f64f},
        {0x2000, 0x206f},
        {0x300, 0x36f},
        {0xe0000, 0xe007f},
        {0xfff0, 0xffff}
    };

    private static final String[] TRAPS = {
        "=?UTF-8?Q?a?=",
        "=?",
        "?=",
        "--=_",
        "\n.\n",
        "  ",
        "\t",
        "\r",
        "\f",
        ",",
        ";",
        "\"",
        "<a@b>",
        "="
    };

    private final Random random;

    RandomText(Random random) {
        this.random = random;
    }

    /** Up to so many UTF-16 units without control characters, octets at most thrice as many. */
    String line(int longest) {
        StringBuilder line = new StringBuilder(any(longest));
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, '-');
            }
        }
        return line.toString();
    }

    /** Printable ASCII but quotes and backslashes. */
    String ascii(int longest) {
        return line(longest).replaceAll("[^ -~]|[\"\\\\]", "-");
    }

    /** A body: any line ends, now and then a long line. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            lines.append(any(random.nextInt(60) == 0 ? 2500 : 60));
            lines.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
        }
        return lines.append(any(20)).toString();
    }

    private String any(int longest) {
        int[] main = SCRIPTS[random.nextInt(3) > 0 ? 0 : random.nextInt(SCRIPTS.length)];
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        while (text.length() < length) {
            int kind = random.nextInt(16);
            int[] script = kind == 0 ? SCRIPTS[random.nextInt(SCRIPTS.length)] : main;
            if (kind == 1) {
                text.append(TRAPS[random.nextInt(TRAPS.length)]);
            } else if (kind < 4) {
                text.append(' ');
            } else {
                text.appendCodePoint(script[0] + random.nextInt(script[1] - script[0] + 1));
            }
        }
        boolean split = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, split ? length - 1 : length);
    }
}
