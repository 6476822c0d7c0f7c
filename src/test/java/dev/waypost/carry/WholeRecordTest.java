package dev.waypost.carry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.intake.MailRecord;
import dev.waypost.report.Receipts;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What is kept of a record is the whole record. */
class WholeRecordTest {

    private static final byte[] VALUE = {1, 2, 3};

    private final WholeRecordSerializer serializer = new WholeRecordSerializer();

    @Test
    void repeated_headers_and_those_that_differ_in_case_only_are_all_kept_in_order() {
        Headers written = new RecordHeaders();

        byte[] value =
                serializer.serialize(
                        "t",
                        written,
                        body(
                                header("trace", "1"),
                                header("Trace", "2"),
                                header("trace", "1"),
                                header("CamelFileName", "x"),
                                header("kafka.TOPIC", "elsewhere"),
                                new MailRecord.Header("none", null),
                                header("empty", "")));

        assertThat(value).isSameAs(VALUE);
        assertThat(lines(written))
                .containsExactly(
                        "trace=1",
                        "Trace=2",
                        "trace=1",
                        "CamelFileName=x",
                        "kafka.TOPIC=elsewhere",
                        "none",
                        "empty=");
    }

    @Test
    void what_an_earlier_pass_added_is_left_out_and_what_this_one_adds_comes_last() {
        Headers written = new RecordHeaders();
        written.add("waypost-attempts", "2".getBytes(UTF_8));
        written.add("waypost-due-at", "then".getBytes(UTF_8));

        serializer.serialize(
                "t",
                written,
                body(
                        header("waypost-attempts", "1"),
                        header("Waypost-Due-At", "not ours"),
                        header("dead-letter-reason", "x"),
                        header("a", "b")));

        assertThat(lines(written))
                .containsExactly(
                        "Waypost-Due-At=not ours",
                        "a=b",
                        "waypost-attempts=2",
                        "waypost-due-at=then");
    }

    @Test
    void a_delivery_of_which_no_record_was_made_is_written_as_it_came() {
        Headers written = new RecordHeaders();
        MailRecord record =
                new MailRecord("t", 0, 1, 0, null, VALUE, List.of(header("trace", "1")));

        byte[] value = serializer.serialize("audit", written, Delivery.of(null, record));

        assertThat(value).isSameAs(VALUE);
        assertThat(lines(written)).containsExactly("trace=1");
    }

    @Test
    void bytes_stay_bytes_text_is_written_in_utf_8_and_anything_else_is_refused() {
        assertThat(serializer.serialize("t", VALUE)).isSameAs(VALUE);
        assertThat(serializer.serialize("t", null)).isNull();
        assertThat(serializer.serialize("t", "é")).isEqualTo("é".getBytes(UTF_8));
        assertThatThrownBy(() -> serializer.serialize("t", 1))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.Integer");
    }

    private static Object body(MailRecord.Header... headers) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        Message message = exchange.getMessage();
        message.setHeader("left-over", "of the step before");
        MailRecord record = new MailRecord("t", 0, 1, 0, null, VALUE, List.of(headers));
        Delivery delivery =
                OutgoingRecord.of(record)
                        .into(message, Delivery.of(null, record), Receipts.Report.RETRY);
        assertThat(message.getHeaders()).isEmpty();
        return delivery;
    }

    private static MailRecord.Header header(String name, String value) {
        return new MailRecord.Header(name, value.getBytes(UTF_8));
    }

    private static List<String> lines(Headers headers) {
        List<String> lines = new ArrayList<>();
        headers.forEach(
                header ->
                        lines.add(
                                header.value() == null
                                        ? header.key()
                                        : header.key() + "=" + new String(header.value(), UTF_8)));
        return lines;
    }
}
