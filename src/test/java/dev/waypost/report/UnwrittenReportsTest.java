package dev.waypost.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class UnwrittenReportsTest {

    private static final Receipts.Report[] REPORTS = Receipts.Report.values();

    private final WaypostConfig config =
            Settings.of(Map.of("waypost.relay.host", "relay.example.org"));
    private final UnwrittenReports unwritten =
            new UnwrittenReports(
                    config, new StatusEvent(config, null, Optional.empty(), Clock.systemUTC()));

    @Test
    void a_record_that_comes_back_has_its_verdict_and_only_the_writing_is_left() {
        Verdict verdict = verdict(null);
        unwritten.remember(failed("a", verdict, new RecordTooLargeException("too large")));

        Exchange back = exchange("a");
        unwritten.recall(back);

        assertThat(back.getProperty("recalled", Boolean.class)).isTrue();
        assertThat(back.getProperty(Verdicts.VERDICT)).isSameAs(verdict);
        assertThat(back.getProperty("deferred", Boolean.class)).isFalse();
        assertThat(back.getProperty("buried", Boolean.class)).isTrue();
    }

    @Test
    void a_retry_that_was_written_is_not_written_again_where_the_dead_letter_could_not() {
        Exchange carried = failed("a", verdict("1m"), new RecordTooLargeException("large"));
        unwritten.remember(carried);
        assertThat(unwritten.trouble().orElseThrow())
                .contains("its retry cannot be written to outbound-mail.retry.1m");

        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail.retry.1m");
        unwritten.remember(carried);

        Exchange back = exchange("a");
        unwritten.recall(back);
        assertThat(back.getProperty("deferred", Boolean.class)).isFalse();
        assertThat(unwritten.trouble().orElseThrow()).contains("outbound-mail.dead-letter");
    }

    @Test
    void another_record_in_the_same_place_is_not_taken_for_it() {
        unwritten.remember(failed("a", verdict(null), new RecordTooLargeException("too large")));

        Exchange other = exchange("b");
        unwritten.recall(other);

        assertThat(other.getProperty("recalled", Boolean.class)).isFalse();
        assertThat(other.getProperty(Verdicts.VERDICT)).isNull();
    }

    @Test
    void what_is_written_is_no_trouble_any_more() {
        Exchange carried =
                failed("a", verdict(null), new TopicAuthorizationException("not allowed"));
        unwritten.remember(carried);
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
    void a_status_event_is_trouble_until_its_exchange_ends_and_shortened_where_it_is_too_large()
            throws Exception {
        Exchange carried = failed("a", verdict(null), new RecordTooLargeException("too large"));
        carried.getMessage().setHeader("kafka.KEY", "mail-1".getBytes(UTF_8));

        unwritten.process(carried);

        assertThat(unwritten.holdsMails()).isTrue();
        assertThat(unwritten.trouble().orElseThrow()).contains("its status event");
        assertThat(new String(carried.getMessage().getBody(WholeRecord.class).value(), UTF_8))
                .contains("\"mail_id\":\"mail-1\"", "\"shortened\":true");
        carried.getExchangeExtension()
                .handoverCompletions()
                .forEach(completion -> completion.onComplete(carried));
        assertThat(unwritten.holdsMails()).isFalse();
        assertThat(unwritten.trouble()).isEmpty();
    }

    @Test
    void only_the_topic_that_a_report_belongs_to_counts_and_a_retry_topic_that_is_read() {
        Exchange carried = carried("a", verdict("1m"));

        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.audit");
        acknowledge(carried, Receipts.Report.DEAD_LETTER, "outbound-mail.status");
        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail");
        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail.retry.unread");
        assertThat(Receipts.of(carried).missing()).containsExactlyInAnyOrder(REPORTS);

        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.status");
        acknowledge(carried, Receipts.Report.DEAD_LETTER, "outbound-mail.dead-letter");
        acknowledge(carried, Receipts.Report.RETRY, "outbound-mail.retry.1m");
        assertThat(Receipts.of(carried).missing()).isEmpty();
    }

    @Test
    void what_was_said_to_be_done_and_is_not_written_is_told_once_and_not_carried_again() {
        Exchange carried = carried("a", verdict("1m"));
        acknowledge(carried, Receipts.Report.STATUS, "outbound-mail.status");

        unwritten.unproven(carried, "when route carry said done");

        assertThat(unwritten.trouble().orElseThrow())
                .startsWith("record outbound-mail/1/7: its retry (outbound-mail.retry.<delay>)")
                .contains("when route carry said done", "correct the routes");
        Exchange back = exchange("a");
        unwritten.recall(back);
        assertThat(back.getProperty("recalled", Boolean.class)).isTrue();
        assertThat(back.getProperty("deferred", Boolean.class)).isTrue();
        assertThat(unwritten.settle(back)).isFalse();
    }

    @Test
    void a_record_that_was_said_to_be_done_without_a_verdict_is_not_carried_again_either() {
        unwritten.unproven(exchange("a"), "when route carry said done");

        Exchange back = exchange("a");
        unwritten.recall(back);

        assertThat(unwritten.trouble().orElseThrow()).contains("it has no outcome");
        assertThat(back.getProperty("recalled", Boolean.class)).isTrue();
        assertThat(unwritten.hasResult(back)).isFalse();
    }

    private static void acknowledge(Exchange exchange, Receipts.Report report, String topic) {
        Receipts.of(exchange).acknowledge(report, topic);
    }

    private static Exchange carried(String value, Verdict verdict) {
        Exchange exchange = exchange(value);
        exchange.setProperty(Verdicts.VERDICT, verdict);
        exchange.setProperty(
                Receipts.RECEIPTS,
                new Receipts("outbound-mail", "outbound-mail.retry.1m"::equals, verdict));
        return exchange;
    }

    private static Exchange failed(String value, Verdict verdict, Exception cause) {
        Exchange exchange = carried(value, verdict);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException(cause));
        return exchange;
    }

    private static Exchange exchange(String value) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("record", record(value));
        return exchange;
    }

    private static MailRecord record(String value) {
        return new MailRecord("outbound-mail", 1, 7, 0, null, value.getBytes(UTF_8), List.of());
    }

    private static Verdict verdict(String backoff) {
        Outcome outcome = Verdicts.local(OutcomeClass.REJECT, "mailbox_unknown", "ann@example.net");
        return new Verdict(
                "rejected",
                outcome,
                Map.of(),
                List.of("ann@example.net"),
                List.of(),
                3,
                backoff,
                Redelivery.first(record("a")));
    }
}
