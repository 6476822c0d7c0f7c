package dev.waypost.ops;

import dev.waypost.config.ProfileKey;
import dev.waypost.config.RelayProfile;
import dev.waypost.config.VariableName;
import dev.waypost.config.WaypostConfig;
import dev.waypost.login.LoginFaults;
import java.util.List;

/** What the settings say of the login and cannot be; each keeps Waypost from starting. */
public final class LoginFindings {

    private LoginFindings() {}

    /** None where a login could be tried, or none is configured. */
    public static List<Finding> in(WaypostConfig config) {
        boolean urlOfProfile =
                RelayProfile.of(config)
                        .get(ProfileKey.TOKEN_URL)
                        .map(RelayProfile.Entry::value)
                        .equals(config.relay().token().url());
        return LoginFaults.in(config.relay(), urlOfProfile).stream()
                .map(
                        fault ->
                                Finding.error(
                                        "%s (%s)"
                                                .formatted(
                                                        fault.key(), VariableName.of(fault.key())),
                                        fault.message(),
                                        fault.advice()))
                .toList();
    }
}
