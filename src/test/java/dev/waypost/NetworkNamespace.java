package dev.waypost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * A network of its own for a process, with one cable (a veth pair) to this machine's, on which
 * packets can be made to vanish as a firewall makes them: no reset, no word. Linux only; needs
 * root, {@code ip}, {@code iptables} and {@code ip6tables}.
 */
public final class NetworkNamespace implements AutoCloseable {

    /** Of RFC 3849, for documentation. */
    private static final String SIX = "2001:db8::";

    private static final String[] BOTH_WAYS = {"OUTPUT --dport", "INPUT --sport"};

    private final String name;
    private final String cable;
    private final String outside;
    private final String inside;

    private NetworkNamespace() {
        // Linux wants 15 characters at most for the cable's name.
        long id = ProcessHandle.current().pid() % 1_000_000;
        int net = ThreadLocalRandom.current().nextInt(1, 1 << 14);
        name = "waypost-" + id;
        cable = "wayp" + id;
        // 198.18.0.0/15 is for tests of networks (RFC 2544 appendix C.2.2): four addresses of it.
        String prefix = "198.18." + (net >> 6) + ".";
        outside = prefix + ((net & 63) * 4 + 1);
        inside = prefix + ((net & 63) * 4 + 2);
    }

    /** Says what to do before namespaces can be made here; empty where they can. */
    public static String missing() {
        if (!succeeds("id -u", "0")) {
            return "only root can make a network namespace: run the tests as root";
        }
        if (!succeeds("ip -V", "") || !succeeds("iptables -V", "")) {
            return "ip or iptables is not there: apt-get install iproute2 iptables";
        }
        String probe = "waypost-probe-" + ProcessHandle.current().pid();
        boolean allowed = succeeds("ip netns add " + probe, "");
        return allowed && succeeds("ip netns delete " + probe, "")
                ? ""
                : "this machine does not let root make network namespaces (ip netns add)";
    }

    /** Makes one; to be closed, whatever happens. */
    public static NetworkNamespace create() {
        NetworkNamespace made = new NetworkNamespace();
        try {
            made.layCable();
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void layCable() {
        run("ip netns add " + name);
        run("ip link add %s type veth peer name eth0 netns %s".formatted(cable, name));
        run("ip address add %s/30 dev %s".formatted(outside, cable));
        run("ip link set %s up".formatted(cable));
        run("ip -n %s address add %s/30 dev eth0".formatted(name, inside));
        run("ip -n %s link set eth0 up".formatted(name));
        run("ip -n %s link set lo up".formatted(name));
    }

    /** The address of this machine's end of the cable, by which the process reaches us. */
    public String outside() {
        return outside;
    }

    /** The address of the process, by which we reach it. */
    public String inside() {
        return inside;
    }

    /** The command that runs this one in here. */
    public List<String> around(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
        whole.addAll(command);
        return whole;
    }

    /** Packets to and from this port of ours vanish from now on. */
    public void drop(int port) {
        for (String way : BOTH_WAYS) {
            run(rule("-I", way, port, "-j DROP"));
        }
        // Above it, so that it counts what vanishes.
        run(rule("-I", BOTH_WAYS[0], port, "--syn"));
    }

    /** Packets to and from this port pass again. */
    public void letThrough(int port) {
        run(rule("-D", BOTH_WAYS[0], port, "--syn"));
        for (String way : BOTH_WAYS) {
            run(rule("-D", way, port, "-j DROP"));
        }
    }

    /** How many packets that ask for a connection to this port vanished, repeated ones included. */
    public int knocks(int port) {
        String counters = run("ip netns exec %s iptables -w -nvxL OUTPUT".formatted(name));
        return packets(
                counters.lines()
                        .filter(line -> !line.contains("DROP"))
                        .collect(Collectors.joining("\n")),
                "dpt:" + port);
    }

    private static int packets(String counters, String rule) {
        return counters.lines()
                .filter(line -> line.contains(rule))
                .mapToInt(line -> Integer.parseInt(line.trim().split(" +")[0]))
                .sum();
    }

    /**
     * The process finds two addresses for this name from now on: ours, and one of IPv6 whose
     * packets vanish.
     */
    public void nameUs(String host) {
        run("ip -n %s address add %s2/64 dev eth0 nodad".formatted(name, SIX));
        run("ip netns exec %s ip6tables -w -I OUTPUT -d %s1 -j DROP".formatted(name, SIX));
        try {
            Files.createDirectories(files());
            Files.writeString(
                    files().resolve("hosts"),
                    "127.0.0.1 localhost\n%s1 %s\n%s %s\n".formatted(SIX, host, outside, host));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many packets to the IPv6 address vanished. */
    public int swallowed() {
        return packets(run("ip netns exec %s ip6tables -w -nvxL OUTPUT".formatted(name)), "DROP");
    }

    /** What {@code ip netns exec} puts in the place of files of /etc. */
    private Path files() {
        return Path.of("/etc/netns", name);
    }

    @Override
    public void close() {
        succeeds("ip link delete " + cable, "");
        succeeds("ip netns delete " + name, "");
        succeeds("rm -rf " + files(), "");
    }

    private String rule(String deed, String way, int port, String rest) {
        String[] words = way.split(" ");
        return "ip netns exec %s iptables -w %s %s -p tcp %s %d %s"
                .formatted(name, deed, words[0], words[1], port, rest);
    }

    private static boolean succeeds(String command, String output) {
        try {
            return run(command).contains(output);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String run(String command) {
        try {
            Process process =
                    new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
