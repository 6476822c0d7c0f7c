package dev.waypost.ops.doctor;

import dev.waypost.classify.Reason;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.login.AccessTokens;
import dev.waypost.login.NoToken;
import dev.waypost.ops.Finding;
import dev.waypost.ops.SettingFiles;
import dev.waypost.ops.SettingFindings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The login that the ports are looked at with, if it can be had; where it begins with a token,
 * whether that was got.
 *
 * @param usable empty where no login is tried
 * @param finding empty where there is no token to speak of
 */
record LoginExamination(Optional<RelayLogin> usable, Optional<Finding> finding) {

    /** The ports need the rest of the time; it is asked for while the routes are read. */
    private static final Duration FOR_THE_TOKEN = Duration.ofSeconds(4);

    private static final String SUBJECT = "waypost.relay.token.url";

    /** No login is tried. */
    static final LoginExamination NONE = new LoginExamination(Optional.empty(), Optional.empty());

    static LoginExamination of(WaypostConfig config, ExecutorService threads, Deadline deadline) {
        if (!SettingFindings.ofLogin(config).isEmpty() || !SettingFiles.in(config).isEmpty()) {
            return NONE;
        }
        RelayLogin login = new RelayLogin(config);
        if (login.tokens().isEmpty()) {
            return new LoginExamination(Optional.of(login), Optional.empty());
        }
        Finding finding = token(login.tokens().get(), threads, deadline);
        return new LoginExamination(
                Optional.of(login).filter(any -> finding.isOk()), Optional.of(finding));
    }

    private static Finding token(AccessTokens tokens, ExecutorService threads, Deadline deadline) {
        Future<String> asked = threads.submit(tokens::now);
        try {
            asked.get(deadline.within(FOR_THE_TOKEN).toMillis(), TimeUnit.MILLISECONDS);
            return Finding.ok(
                    SUBJECT,
                    "a token from %s, good for %d s"
                            .formatted(tokens.server(), tokens.left().toSeconds()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoToken none) {
                return error(
                        none.getMessage(),
                        none.isRefused() ? Reason.TOKEN_REFUSED : Reason.TOKEN_UNAVAILABLE);
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return error(tokens.server() + " does not answer", Reason.TOKEN_UNAVAILABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error("interrupted", Reason.TOKEN_UNAVAILABLE);
        }
    }

    private static Finding error(String message, Reason reason) {
        return Finding.error(
                SUBJECT,
                "no token, so no login was tried: " + message,
                reason == Reason.TOKEN_REFUSED
                        ? reason.advice()
                        : "see that the token server can be reached from here, or name the way to"
                                + " it (-Dhttps.proxyHost)");
    }
}
