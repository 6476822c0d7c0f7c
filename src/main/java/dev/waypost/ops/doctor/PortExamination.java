package dev.waypost.ops.doctor;

import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Symptom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Looks at one port in the TLS mode that it should have, and where it has not said a word there
 * after a while, in the other one too: only that tells a wrong mode from a silent port.
 */
final class PortExamination {

    private static final Duration UNTIL_THE_OTHER_MODE = Duration.ofMillis(2_500);
    private static final Set<Symptom> SPEAKING =
            EnumSet.of(Symptom.GARBLED, Symptom.HANDSHAKE_FAILED, Symptom.CERTIFICATE_WANTED);

    private final PortVisitor visitor;
    private final ExecutorService threads;
    private final Deadline deadline;

    PortExamination(PortVisitor visitor, ExecutorService threads, Deadline deadline) {
        this.visitor = visitor;
        this.threads = threads;
        this.deadline = deadline;
    }

    /** Blocks until the deadline at most. */
    PortDiagnosis of(SupposedPort supposed, RelayTarget target, AddressFamilies families) {
        boolean implicitTls = supposed.port().implicitTls();
        PortVisit visit = new PortVisit();
        Future<?> visiting = begin(target, visit);
        await(visiting, UNTIL_THE_OTHER_MODE);
        if (!visit.hasSpoken() && visit.address().isPresent() && !isSpeaking(visit)) {
            PortVisit other = new PortVisit();
            Future<?> visitingOther = begin(target.inOtherMode(), other);
            await(visitingOther, deadline.left());
            if (other.hasSpoken() || isUntrusted(other)) {
                end(visitingOther, other);
                return new PortDiagnosis(supposed, !implicitTls, other, families.seen());
            }
        }
        await(visiting, deadline.left());
        end(visiting, visit);
        return new PortDiagnosis(supposed, implicitTls, visit, families.seen());
    }

    private Future<?> begin(RelayTarget target, PortVisit visit) {
        return threads.submit(() -> visitor.visit(target, visit, deadline.left()));
    }

    /** It does speak the mode, or something else: another mode would not help. */
    private static boolean isSpeaking(PortVisit visit) {
        return isUntrusted(visit)
                || visit.trouble()
                        .map(trouble -> trouble.symptom())
                        .filter(SPEAKING::contains)
                        .isPresent();
    }

    private static boolean isUntrusted(PortVisit visit) {
        return visit.fault().isPresent();
    }

    private void await(Future<?> visiting, Duration longest) {
        Deadline.result(visiting, deadline.within(longest)); // What was seen by then is told.
    }

    private static void end(Future<?> visiting, PortVisit visit) {
        if (!visiting.isDone()) {
            visit.giveUp();
        }
    }
}
