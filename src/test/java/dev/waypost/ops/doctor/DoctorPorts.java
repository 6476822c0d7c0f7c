package dev.waypost.ops.doctor;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ports that the doctor looks at, whatever the profile, but for 25: no mail goes out by it. */
public final class DoctorPorts {

    private DoctorPorts() {}

    /** The usual ones in their order, then those that single providers have. */
    public static Set<Integer> all() {
        Set<Integer> ports = new LinkedHashSet<>(SupposedPort.USUAL);
        for (Provider provider : Provider.values()) {
            ports.addAll(provider.unusualPorts());
        }
        return ports;
    }
}
