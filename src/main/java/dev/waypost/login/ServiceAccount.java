package dev.waypost.login;

import dev.waypost.smtp.tls.KeyPassword;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * A service account signs that it asks for a mailbox (RFC 7523 section 2.1), as at Google with
 * domain-wide delegation. The key's file is read again when it changes. Any thread.
 */
final class ServiceAccount implements Grant {

    /** Google takes an hour at most; it is used at once. */
    private static final Duration VALID = Duration.ofMinutes(5);

    private final SecretText key;
    private final Supplier<KeyPassword> password;
    private final String issuer;
    private final String mailbox;
    private final String audience;
    private final String scopes;
    private final Clock clock;

    /**
     * @param password of the key's file, as it is now
     * @param issuer where the key's file does not name the account
     * @param mailbox that mail is sent for
     * @param audience the token server's URL
     * @param scopes separated by a space
     */
    ServiceAccount(
            SecretText key,
            Supplier<KeyPassword> password,
            String issuer,
            String mailbox,
            String audience,
            String scopes,
            Clock clock) {
        this.key = key;
        this.password = password;
        this.issuer = issuer;
        this.mailbox = mailbox;
        this.audience = audience;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public Map<String, String> parameters() throws NoToken {
        return Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                assertion());
    }

    @Override
    public Object secret() {
        return key.version();
    }

    private String assertion() throws NoToken {
        try {
            ServiceAccountKey account = ServiceAccountKey.read(key.octets(), password.get());
            Instant now = clock.instant();
            JwtClaims claims = new JwtClaims();
            claims.setIssuer(account.email().orElse(issuer));
            claims.setSubject(mailbox);
            claims.setAudience(audience);
            claims.setStringClaim("scope", scopes);
            claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
            claims.setExpirationTime(NumericDate.fromSeconds(now.plus(VALID).getEpochSecond()));
            JsonWebSignature signed = new JsonWebSignature();
            signed.setPayload(claims.toJson());
            signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            signed.setHeader("typ", "JWT");
            account.id().ifPresent(signed::setKeyIdHeaderValue);
            signed.setKey(account.key());
            return signed.getCompactSerialization();
        } catch (IllegalArgumentException e) {
            throw NoToken.refused("the file of waypost.relay.token.key-file " + e.getMessage());
        } catch (JoseException e) {
            throw NoToken.refused("nothing can be signed with waypost.relay.token.key-file");
        }
    }
}
