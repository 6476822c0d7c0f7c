package dev.waypost.ops.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import jakarta.el.ExpressionFactory;
import org.hibernate.validator.internal.engine.messageinterpolation.InterpolationTerm;
import org.hibernate.validator.messageinterpolation.ResourceBundleMessageInterpolator;

/** What is said of a wrong setting names values, and is no expression language (Jakarta EL). */
final class MessageSubstitutions {

    private MessageSubstitutions() {}

    @TargetClass(ResourceBundleMessageInterpolator.class)
    static final class Interpolator {

        @Substitute
        private static ExpressionFactory buildExpressionFactory() {
            return null;
        }
    }

    @TargetClass(InterpolationTerm.class)
    static final class Term {

        @Substitute
        public static boolean isElExpression(String term) {
            return false;
        }
    }
}
