package dev.waypost.ops.image;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ext.CoreXMLDeserializers;
import com.networknt.schema.serialization.JsonMapperFactory;
import com.networknt.schema.serialization.YamlMapperFactory;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import net.minidev.asm.BeansAccess;
import net.minidev.asm.FieldFilter;
import org.apache.camel.util.xml.pretty.XmlPrettyPrinter;

/** Formats that nothing here is written in: XML, schemas in YAML, classes made at run time. */
final class FormatSubstitutions {

    private FormatSubstitutions() {}

    /** For {@code ${prettyBody}} alone. */
    @TargetClass(XmlPrettyPrinter.class)
    static final class AsItIs {

        @Substitute
        public static String pettyPrint(String xml, int indent) {
            return xml;
        }

        @Substitute
        public static String pettyPrint(String xml, int indent, boolean declaration) {
            return xml;
        }
    }

    /** A type of {@code javax.xml} that JSON would be read into. */
    @TargetClass(CoreXMLDeserializers.class)
    static final class NoXml {

        @Substitute
        public JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription bean) {
            return null;
        }
    }

    /** The one schema is JSON. */
    @TargetClass(YamlMapperFactory.class)
    static final class NoYaml {

        @Substitute
        public static ObjectMapper getInstance() {
            return JsonMapperFactory.getInstance();
        }
    }

    /** json-smart would read JSON into a class by code that it makes, which no executable can. */
    @TargetClass(BeansAccess.class)
    static final class NoBeans {

        @Substitute
        public static <P> BeansAccess<P> get(Class<P> type, FieldFilter filter) {
            throw new UnsupportedOperationException("JSON is read into maps and lists");
        }
    }
}
