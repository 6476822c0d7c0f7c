package dev.waypost.ops.routes.rule;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.NoSuchPropertyException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.ValidationException;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.apache.camel.processor.aggregate.GroupedMessageAggregationStrategy;
import org.apache.camel.processor.aggregate.StringAggregationStrategy;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.kafka.common.KafkaException;

/**
 * Classes of the JDK and of Camel that routes of an author's own may name, or look into, in the
 * native executable too: docs/native.md lists them. On the JVM every class can be named, so {@code
 * check} tells which of them the executable would not know. Immutable.
 */
@RegisterForReflection(
        targets = {
            // For onException, doCatch, throwException.
            Throwable.class,
            Exception.class,
            RuntimeException.class,
            ArithmeticException.class,
            ArrayIndexOutOfBoundsException.class,
            ClassCastException.class,
            IllegalArgumentException.class,
            IllegalStateException.class,
            IndexOutOfBoundsException.class,
            InterruptedException.class,
            NullPointerException.class,
            NumberFormatException.class,
            SecurityException.class,
            UnsupportedOperationException.class,
            NoSuchElementException.class,
            DateTimeException.class,
            IOException.class,
            EOFException.class,
            FileNotFoundException.class,
            UncheckedIOException.class,
            ConnectException.class,
            NoRouteToHostException.class,
            PortUnreachableException.class,
            SocketException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            SSLException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class,
            GeneralSecurityException.class,
            CertificateException.class,
            ExecutionException.class,
            RejectedExecutionException.class,
            TimeoutException.class,
            KafkaException.class,
            CamelExchangeException.class,
            CamelExecutionException.class,
            ExchangeTimedOutException.class,
            ExpressionEvaluationException.class,
            InvalidPayloadException.class,
            NoSuchHeaderException.class,
            NoSuchPropertyException.class,
            NoTypeConversionAvailableException.class,
            RollbackExchangeException.class,
            RuntimeCamelException.class,
            ThrottlerRejectedExecutionException.class,
            TypeConversionException.class,
            ValidationException.class,
            // For aggregate, split, multicast, enrich, idempotentConsumer.
            GroupedBodyAggregationStrategy.class,
            GroupedExchangeAggregationStrategy.class,
            GroupedMessageAggregationStrategy.class,
            StringAggregationStrategy.class,
            UseLatestAggregationStrategy.class,
            UseOriginalAggregationStrategy.class,
            MemoryIdempotentRepository.class,
            // For beans, convertBodyTo, and expressions such as ${body.event.to.size}.
            Object.class,
            String.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Double.class,
            Enum.class,
            Class.class,
            Collection.class,
            List.class,
            Set.class,
            Map.class,
            Map.Entry.class,
            ArrayList.class,
            HashMap.class,
            HashSet.class,
            LinkedHashMap.class,
            LinkedHashSet.class,
            TreeMap.class,
            TreeSet.class,
            ConcurrentHashMap.class,
            AtomicInteger.class,
            AtomicLong.class,
            Optional.class,
            OptionalInt.class,
            OptionalLong.class,
            UUID.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            DefaultExchange.class,
            DefaultMessage.class
        },
        // What List.of, Map.of, Set.of and their kin are made of.
        classNames = {
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$SetN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$MapN",
            "java.util.ImmutableCollections$Map1",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableMap",
            "java.util.Collections$UnmodifiableSet"
        })
final class ForeignClasses {

    private static final Set<String> KNOWN =
            Arrays.stream(ForeignClasses.class.getAnnotation(RegisterForReflection.class).targets())
                    .map(Class::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private ForeignClasses() {}

    /** Whether the native executable knows this class; Waypost's own it does, a test sees to it. */
    static boolean isKnown(Class<?> type) {
        return KNOWN.contains(type.getName())
                || type.getName().startsWith("dev.waypost.")
                // Camel Quarkus registers the whole family.
                || MessagingException.class.isAssignableFrom(type);
    }

    /** The names of those that may be named, in order. */
    static Stream<String> names() {
        return KNOWN.stream().sorted();
    }
}
