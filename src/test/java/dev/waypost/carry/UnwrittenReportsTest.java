package dev.waypost.carry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Settings;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Receipts;
import dev.waypost.report.ReportObstacle;
import dev.waypost.report.Results;
import dev.waypost.report.Status;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class UnwrittenReportsTest {

    private static final Receipts.Report[] REPORTS = {
        Receipts.Report.STATUS, Receipts.Report.RETRY, Receipts.Report.DEAD_LETTER
    };

    private final WaypostConfig config =
            Settings.of(Map.of("waypost.relay.host", "relay.example.org"));
    private final UnwrittenReports unwritten =
            new UnwrittenReports(
                    config,
                    new StatusEvent(config, null, null, null, Optional.empty(), Clock.systemUTC()),
                    new ReportObstacle());

    @Test
    void a_record_that_comes_back_has_its_verdict_and_only_the_writing_is_left() {
        DeliveryResult verdict = verdict(null);
        unwritten.remember(
                carried("a", verdict), failure(new RecordTooLargeException("too large")));

        Delivery back = unwritten.recall(taken("a"));

        assertThat(back.isRecalled()).isTrue();
        assertThat(back.result()).isSameAs(verdict);
        assertThat(back.reports().owes(Receipts.Report.RETRY)).isFalse();
        assertThat(back.reports().owes(Receipts.Report.DEAD_LETTER)).isTrue();
    }

    @Test
    void a_retry_that_was_written_is_not_written_again_where_the_dead_letter_could_not() {
        Delivery carried = carried("a", verdict("1m"));
        Exception large = failure(new RecordTooLargeException("large"));
        unwritten.remember(carried, large);
        assertThat(unwritten.trouble().orElseThrow())
                .contains("its retry cannot be written to outbound-mail.retry.1m");

        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail.retry.1m");
        unwritten.remember(carried, large);

        Delivery back = unwritten.recall(taken("a"));
        assertThat(back.reports().owes(Receipts.Report.RETRY)).isFalse();
        assertThat(unwritten.trouble().orElseThrow()).contains("outbound-mail.dead-letter");
    }

    @Test
    void another_record_in_the_same_place_is_not_taken_for_it() {
        unwritten.remember(
                carried("a", verdict(null)), failure(new RecordTooLargeException("too large")));

        Delivery other = unwritten.recall(taken("b"));

        assertThat(other.isRecalled()).isFalse();
        assertThat(other.result()).isNull();
    }

    @Test
    void what_is_written_is_no_trouble_any_more() {
        Delivery carried = carried("a", verdict(null));
        unwritten.remember(carried, failure(new TopicAuthorizationException("not allowed")));
        assertThat(unwritten.trouble().orElseThrow())
                .startsWith("record outbound-mail/1/7: its dead letter")
                .contains("let this user write to that topic")
                .doesNotContain("example.net");

        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.status");
        assertThat(unwritten.settle(carried)).isFalse();
        acknowledge(carried, Receipts.Report.DEAD_LETTER, "outbound-mail.dead-letter");
        assertThat(unwritten.settle(carried)).isTrue();

        assertThat(unwritten.trouble()).isEmpty();
    }

    @Test
    void the_right_that_old_brokers_want_of_a_producer_is_named() {
        unwritten.remember(
                carried("a", verdict(null)),
                failure(new ClusterAuthorizationException("Cluster authorization failed.")));

        assertThat(unwritten.trouble().orElseThrow())
                .contains("--operation IdempotentWrite --cluster")
                .doesNotContain("that topic");
    }

    @Test
    void a_status_event_is_trouble_until_its_exchange_ends_and_shortened_where_it_is_too_large()
            throws Exception {
        Exchange carried = new DefaultExchange(new DefaultCamelContext());
        carried.getMessage().setBody(carried("a", verdict(null)));
        carried.getMessage().setHeader("kafka.KEY", "mail-1".getBytes(UTF_8));
        carried.setProperty(
                Exchange.EXCEPTION_CAUGHT, failure(new RecordTooLargeException("too large")));

        unwritten.process(carried);

        assertThat(unwritten.holdsMails()).isTrue();
        assertThat(unwritten.trouble().orElseThrow()).contains("its status event");
        assertThat(new String(Delivery.in(carried).reports().outgoing().value(), UTF_8))
                .contains("\"mail_id\":\"mail-1\"", "\"shortened\":true");
        carried.getExchangeExtension()
                .handoverCompletions()
                .forEach(completion -> completion.onComplete(carried));
        assertThat(unwritten.holdsMails()).isFalse();
        assertThat(unwritten.trouble()).isEmpty();
    }

    @Test
    void only_the_topic_that_a_report_belongs_to_counts_and_a_retry_topic_that_is_read() {
        Delivery carried = carried("a", verdict("1m"));

        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.audit");
        acknowledge(carried, Receipts.Report.DEAD_LETTER, "outbound-mail.status");
        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail");
        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail.retry.unread");
        assertThat(carried.reports().receipts().missing()).containsExactlyInAnyOrder(REPORTS);

        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.status");
        acknowledge(carried, Receipts.Report.DEAD_LETTER, "outbound-mail.dead-letter");
        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail.retry.1m");
        assertThat(carried.reports().receipts().missing()).isEmpty();
    }

    @Test
    void what_was_said_to_be_done_and_is_not_written_is_told_once_and_not_carried_again() {
        Delivery carried = carried("a", verdict("1m"));
        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.status");

        unwritten.unproven(carried, "when route carry said done");

        assertThat(unwritten.trouble().orElseThrow())
                .startsWith("record outbound-mail/1/7: its retry (outbound-mail.retry.<delay>)")
                .contains("when route carry said done", "correct the routes");
        Delivery back = unwritten.recall(taken("a"));
        assertThat(back.isRecalled()).isTrue();
        assertThat(back.reports().owes(Receipts.Report.RETRY)).isTrue();
        assertThat(unwritten.settle(back)).isFalse();
    }

    @Test
    void a_record_that_was_said_to_be_done_without_a_verdict_is_not_carried_again_either() {
        unwritten.unproven(taken("a"), "when route carry said done");

        Delivery back = unwritten.recall(taken("a"));

        assertThat(unwritten.trouble().orElseThrow()).contains("it has no outcome");
        assertThat(back.isRecalled()).isTrue();
        assertThat(unwritten.hasResult(back)).isFalse();
    }

    private static void acknowledge(Delivery delivery, Receipts.Report report, String topic) {
        delivery.reports().receipts().acknowledge(report, topic);
    }

    private static Delivery carried(String value, DeliveryResult verdict) {
        return taken(value)
                .concluded(
                        verdict,
                        new Receipts("outbound-mail", "outbound-mail.retry.1m"::equals, verdict));
    }

    private static Exception failure(Exception cause) {
        return new IllegalStateException(cause);
    }

    private static Delivery taken(String value) {
        return Delivery.of(null, record(value));
    }

    private static MailRecord record(String value) {
        return new MailRecord("outbound-mail", 1, 7, 0, null, value.getBytes(UTF_8), List.of());
    }

    private static DeliveryResult verdict(String backoff) {
        Outcome outcome =
                Results.local(OutcomeClass.REJECT, Reason.MAILBOX_UNKNOWN, "ann@example.net");
        return new DeliveryResult(
                Status.REJECTED,
                outcome,
                Map.of(),
                List.of("ann@example.net"),
                3,
                backoff,
                true,
                DeliveryHistory.first(record("a")));
    }
}
