package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that is something else than a mail event is told what it is, in one line. */
class ForeignRecordTest {

    private static final String JSON = aMail().json();

    @ParameterizedTest
    @ValueSource(ints = {1, 42, 100_001, 31_500, 0x00217B22})
    void the_wire_format_of_confluent_is_told_with_its_schema_id(int schemaId) {
        byte[] json = JSON.getBytes(UTF_8);
        ByteBuffer framed = ByteBuffer.allocate(5 + json.length);
        framed.put((byte) 0).putInt(schemaId).put(json);

        assertThat(told(framed.array()))
                .isEqualTo(
                        "undecodable: the value must be JSON alone; it is in Confluent's wire"
                                + " format (magic byte 0, schema id "
                                + schemaId
                                + "): Avro, Protobuf or JSON Schema; publish with a"
                                + " StringSerializer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void another_encoding_of_unicode_is_told(String charset) {
        for (String json : List.of(JSON, "{\n" + JSON.substring(1))) {
            assertThat(told(json.getBytes(Charset.forName(charset))))
                    .contains("it is UTF-16")
                    .contains("publish it in UTF-8");
        }
    }

    @Test
    void a_byte_order_mark_is_passed_over() throws InvalidEvent {
        MailEvent event = new MailEventDecoder().decode(AMail.record("\ufeff" + JSON));

        assertThat(event.id()).isEqualTo("order-1");
    }

    @Test
    void what_the_producer_compressed_or_serialized_is_told() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        write(new GZIPOutputStream(gzip));
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        write(new DeflaterOutputStream(zlib));
        ByteArrayOutputStream java = new ByteArrayOutputStream();
        new ObjectOutputStream(java).writeObject(JSON);

        assertThat(told(gzip.toByteArray())).contains("gzip", "`compression.type`");
        assertThat(told(zlib.toByteArray())).contains("zlib", "`compression.type`");
        assertThat(told(java.toByteArray())).contains("a serialized Java object");
        assertThat(told(("Obj\u0001" + JSON).getBytes(UTF_8))).contains("an Avro file");
    }

    @Test
    void json_in_base64_is_told() {
        for (String json : List.of(JSON, "{\n  \"id\": \"a\"}", "[" + JSON + "]")) {
            String base64 = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));

            assertThat(told(base64)).contains("it is base64, of JSON");
            assertThat(told('"' + base64 + '"')).contains("a string of base64, of JSON");
        }
    }

    @Test
    void a_json_string_that_holds_the_json_is_told() {
        assertThat(told(TextNode.valueOf(JSON).toString()))
                .isEqualTo(
                        "invalid_event: must be a JSON object; it is a string that holds JSON,"
                                + " serialized twice; publish the object itself");
        assertThat(
                        told(
                                "{\"specversion\":\"1.0\",\"type\":\"mail.send.v1\",\"id\":\"a\","
                                        + "\"source\":\"s\",\"data\":"
                                        + TextNode.valueOf(JSON)
                                        + "}"))
                .contains("/data: must be a JSON object; it is a string that holds JSON");
    }

    @Test
    void an_array_of_events_is_told() {
        assertThat(told("[" + JSON + "," + JSON + "]"))
                .isEqualTo(
                        "invalid_event: must be a JSON object; it is an array; publish one record"
                                + " per mail");
    }

    @Test
    void a_message_in_place_of_an_event_is_told() {
        assertThat(told("From: a@example.org\r\nTo: b@example.org\r\n\r\nHi"))
                .contains("it is a mail, it seems; put it into the field `raw`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"schema":{"type":"struct"},"payload":MAIL}                         | `value.converter.schemas.enable=false`
                    {"before":null,"after":MAIL,"source":{"name":"db"},"op":"c"}        | Debezium
                    {"schema":{},"payload":{"before":null,"after":MAIL,"op":"c"}}       | `value.converter.schemas.enable=false`
                    {"Type":"Notification","TopicArn":"arn:x","Message":"{}"}           | Amazon SNS
                    {"version":"0","id":"1","detail-type":"x","source":"y","detail":MAIL} | Amazon EventBridge
                    {"Records":[{"body":"{}"}]}                                         | AWS
                    {"message":{"data":"e30="},"subscription":"s"}                      | Google Pub/Sub
                    {"id":"1","eventType":"x","data":MAIL,"dataVersion":"1"}            | Azure Event Grid
                    {"id":"1","source":"/a","type":"mail.send.v1","data":MAIL}          | no `specversion`
                    {"payload":MAIL}                                                    | wrapped in `payload`
                    """)
    void the_envelope_of_another_system_is_told_in_one_line(String value, String system) {
        InvalidEvent refusal = refusalOf(AMail.record(value.replace("MAIL", JSON)));

        assertThat(refusal.violations()).hasSize(1);
        assertThat(refusal.getMessage())
                .startsWith("invalid_event: must be the mail itself; ")
                .contains(system)
                .doesNotContain("example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.net, bob@example.net",
                "ann@example.net;bob@example.net",
                "Ann <ann@example.net>, Bob <bob@example.net>",
                "\"A, B\" <ann@example.net>; bob@example.net",
                "Team: ann@example.net, bob@example.net;",
            })
    void a_list_of_addresses_in_one_string_is_told(String list) {
        assertThat(told(aMail().with("to", list).json()))
                .isEqualTo(
                        "invalid_event: /to: must be one address; several are an array, such as"
                                + " [\"a@example.org\", \"b@example.org\"]");
    }

    @Test
    void a_comma_alone_makes_no_list() {
        assertThat(told(aMail().with("to", "Doe, Ann <ann@example.net>").json()))
                .contains("must have its name in double quotes");
        assertThat(told(aMail().with("to", "\"a,b@c\"@example..net").json()))
                .contains("each label of its domain");
    }

    private static void write(OutputStream out) throws Exception {
        try (out) {
            out.write(JSON.getBytes(UTF_8));
        }
    }

    private static String told(String value) {
        return told(value.getBytes(UTF_8));
    }

    private static String told(byte[] value) {
        return refusalOf(AMail.record(value, List.of())).getMessage();
    }
}
