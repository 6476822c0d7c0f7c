package dev.waypost.ops.image;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerWorker;
import io.vertx.core.net.impl.SslChannelProvider;
import java.util.List;

/** The console, health and metrics are pages of HTTP/1.1; HTTP/2 is not offered. */
final class HttpSubstitutions {

    private HttpSubstitutions() {}

    /** What a TLS handshake offers (RFC 7301). */
    @TargetClass(HttpServerOptions.class)
    static final class Offer {

        @Substitute
        public List<HttpVersion> getAlpnVersions() {
            return List.of(HttpVersion.HTTP_1_1);
        }
    }

    @TargetClass(HttpServerWorker.class)
    static final class Connections {

        @Alias
        native void configureHttp1Handler(ChannelPipeline pipeline, SslChannelProvider tls);

        /** An upgrade (RFC 7540 section 3.2) is answered as if it had not been asked for. */
        @Substitute
        private void configureHttp1OrH2CUpgradeHandler(
                ChannelPipeline pipeline, SslChannelProvider tls) {
            configureHttp1Handler(pipeline, tls);
        }

        /** Who speaks HTTP/2 unasked. */
        @Substitute
        private void configureHttp2(ChannelPipeline pipeline) {
            pipeline.close();
        }
    }
}
