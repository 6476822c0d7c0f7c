package dev.waypost.ops.rehearse;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The components and languages that a {@link Stage} makes anew. A native image has made its own
 * when it was built, and knows no other way to make them.
 */
@RegisterForReflection(
        classNames = {
            "org.apache.camel.component.bean.BeanComponent",
            "org.apache.camel.component.beanclass.ClassComponent",
            "org.apache.camel.component.direct.DirectComponent",
            "org.apache.camel.component.file.FileComponent",
            "org.apache.camel.component.log.LogComponent",
            "org.apache.camel.component.seda.SedaComponent",
            "org.apache.camel.component.timer.TimerComponent",
            "org.apache.camel.jsonpath.JsonPathLanguage",
            "org.apache.camel.language.bean.BeanLanguage",
            "org.apache.camel.language.constant.ConstantLanguage",
            "org.apache.camel.language.csimple.CSimpleLanguage",
            "org.apache.camel.language.header.HeaderLanguage",
            "org.apache.camel.language.property.ExchangePropertyLanguage",
            "org.apache.camel.language.ref.RefLanguage",
            "org.apache.camel.language.simple.FileLanguage",
            "org.apache.camel.language.simple.SimpleLanguage",
            "org.apache.camel.language.tokenizer.TokenizeLanguage",
            "org.apache.camel.language.variable.VariableLanguage"
        })
final class PartReflection {

    private PartReflection() {}
}
