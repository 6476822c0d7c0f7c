package dev.waypost.smtp.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The name a connection gives in EHLO (RFC 5321 section 4.1.1.1): the configured one, else this
 * machine's if it is fully qualified, else the address literal of the connection (section 4.1.3); a
 * pod's name is none.
 */
public final class EhloName {

    private final String name;

    public EhloName(Optional<String> configured) {
        name = configured.filter(given -> !given.isBlank()).orElseGet(EhloName::machine);
    }

    /** The name for a connection that leaves from this address. */
    public String from(InetAddress local) {
        if (!name.isEmpty()) {
            return name;
        }
        String address = local.getHostAddress();
        return local instanceof Inet6Address
                ? "[IPv6:" + address.replaceFirst("%.*", "") + "]"
                : "[" + address + "]";
    }

    private static String machine() {
        try {
            String canonical = InetAddress.getLocalHost().getCanonicalHostName();
            boolean qualified =
                    canonical.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
            return qualified ? canonical : "";
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
