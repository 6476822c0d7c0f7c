package dev.waypost.ops.image;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the native executable does not bring along is never asked for, and the rest is found. */
class LeftOutTest {

    private static final JavaClasses OWN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.waypost");

    /** Without those that Kafka knows by name alone. */
    private static Stream<ApiKeys> asked() {
        return Stream.of(ApiKeys.values()).filter(ApiKeys::hasValidVersion);
    }

    @ParameterizedTest
    @MethodSource("asked")
    void the_answer_to_whatever_Kafka_can_be_asked_is_read_as_Kafka_reads_it(ApiKeys asked)
            throws Exception {
        short version = asked.latestVersion();
        var empty = ApiMessageType.fromApiKey(asked.id).newResponse();
        ByteBuffer answer = written(empty, version);

        AbstractResponse ours = KafkaAnswers.read(asked, answer.duplicate(), version);
        AbstractResponse kafkas = AbstractResponse.parseResponse(asked, answer, version);

        assertThat(ours).hasSameClassAs(kafkas);
        assertThat(ours.data()).isEqualTo(kafkas.data());
    }

    private static ByteBuffer written(ApiMessage message, short version) {
        ObjectSerializationCache sizes = new ObjectSerializationCache();
        ByteBuffer bytes = ByteBuffer.allocate(message.size(sizes, version));
        message.write(new ByteBufferAccessor(bytes), sizes, version);
        return bytes.flip();
    }

    @ParameterizedTest
    @MethodSource("asked")
    void whoever_asks_makes_the_request_that_the_builder_waits_for(ApiKeys asked) throws Exception {
        Class<?> request = Class.forName(KafkaAnswers.request(asked));

        assertThat(request).isAssignableTo(AbstractRequest.class);
        assertThat(Arrays.stream(request.getDeclaredConstructors()).map(Constructor::toString))
                .isNotEmpty();
    }

    @Test
    void an_answer_that_cannot_be_read_fails_as_it_does_with_Kafka() {
        ByteBuffer cut = ByteBuffer.allocate(1);

        assertThatThrownBy(() -> KafkaAnswers.read(ApiKeys.METADATA, cut, (short) 12))
                .isInstanceOf(BufferUnderflowException.class);
    }

    @Test
    void every_substitution_fits_the_library_that_it_is_for() throws Exception {
        List<Method> substitutes = new ArrayList<>();
        for (JavaClass each : OWN) {
            if (each.isAnnotatedWith(TargetClass.class)) {
                for (Method method : each.reflect().getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Substitute.class)) {
                        substitutes.add(method);
                    }
                }
            }
        }

        assertThat(substitutes).hasSizeGreaterThan(7).allSatisfy(LeftOutTest::fits);
    }

    private static void fits(Method substitute) throws Exception {
        TargetClass said = substitute.getDeclaringClass().getAnnotation(TargetClass.class);
        Class<?> target =
                said.className().isEmpty() ? said.value() : Class.forName(said.className());
        Method there =
                target.getDeclaredMethod(substitute.getName(), substitute.getParameterTypes());

        assertThat(there.getReturnType()).isEqualTo(substitute.getReturnType());
        assertThat(Modifier.isStatic(there.getModifiers()))
                .isEqualTo(Modifier.isStatic(substitute.getModifiers()));
    }

    @Test
    void nothing_of_ours_is_XML() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.waypost.ops.image")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.w3c..", "org.xml..")
                .check(OWN);
    }
}
