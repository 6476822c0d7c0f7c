package dev.waypost;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What is awaited is looked at after milliseconds at first, then ever more seldom, up to a tenth of
 * a second: what is there soon is seen soon, and long waits cost the machine little.
 */
public final class ShortWaits implements LauncherSessionListener {

    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(100);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(
                (count, before) -> {
                    Duration next = count == 1 ? FIRST : before.multipliedBy(3).dividedBy(2);
                    return next.compareTo(LONGEST) < 0 ? next : LONGEST;
                });
    }
}
