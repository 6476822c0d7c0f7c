package dev.waypost.ops.rehearse;

import dev.waypost.config.TopicNames;
import dev.waypost.ops.rehearse.Life.Ending;
import dev.waypost.ops.rehearse.kafka.MemoryKafka;
import dev.waypost.ops.rehearse.relay.RelayDouble;
import dev.waypost.ops.rehearse.relay.SelfMadeAuthority;
import dev.waypost.ops.rehearse.story.Story;
import dev.waypost.ops.rehearse.time.VirtualTime;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.smtp.tls.RelayTls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One playing of a story, to the end of a life of the process.
 *
 * @param moments of all effects, in order
 * @param seen what is left in the world
 */
record Playing(Ending ending, List<Snapshot> moments, Seen seen, Trace trace, RouteModel model) {

    /** How long a process is away after it was killed. */
    private static final Duration AWAY = Duration.ofSeconds(10);

    /** Plays it as it is told. */
    static Playing of(Story story, List<String> routes, SelfMadeAuthority authority, RelayTls tls)
            throws Exception {
        World world = new World(new MemoryKafka(), new RelayDouble(story.relay()), authority, tls);
        String topic = Settings.current().topic();
        TopicNames names = new TopicNames(topic);
        for (String each : List.of(names.topic(), names.status(), names.deadLetters())) {
            world.kafka().create(each);
        }
        Instant now = Instant.now();
        for (String event : story.events().keySet()) {
            world.publish(topic, story.subject(event), story.value(event), now);
        }
        List<Snapshot> moments = new ArrayList<>();
        VirtualTime time = new VirtualTime(now);
        return live(
                story,
                world,
                routes,
                time,
                moments,
                effect -> moments.add(moment(effect, world, time, moments, topic)));
    }

    /** Plays on after the process was killed. */
    static Playing after(Snapshot killed, Story story, List<String> routes) throws Exception {
        VirtualTime time = new VirtualTime(killed.now().plus(AWAY));
        return live(story, killed.world(), routes, time, List.of(), effect -> {});
    }

    private static Playing live(
            Story story,
            World world,
            List<String> routes,
            VirtualTime time,
            List<Snapshot> moments,
            Consumer<String> witness)
            throws Exception {
        String topic = Settings.current().topic();
        try (Life life = new Life(world, routes, time, witness)) {
            Ending ending = life.await();
            life.cut();
            return new Playing(
                    ending, moments, new Seen(story, world, topic), life.trace(), life.model());
        }
    }

    private static Snapshot moment(
            String effect, World world, VirtualTime time, List<Snapshot> before, String topic) {
        // Who has a mail that nothing in Kafka tells of.
        int taken = world.relay().taken().size();
        int told = taken;
        if (!effect.equals(told(topic))) {
            told = 0;
            for (int i = before.size() - 1; i >= 0 && told == 0; i--) {
                if (before.get(i).effect().equals(told(topic))) {
                    told = before.get(i).world().relay().taken().size();
                }
            }
        }
        Map<String, Integer> open = new HashMap<>();
        for (RelayDouble.Taken mail : world.relay().taken().subList(told, taken)) {
            if (world.relay().isConfirmed(mail)) {
                mail.recipients().forEach(recipient -> open.merge(recipient, 1, Integer::sum));
            }
        }
        return new Snapshot(effect, world.copy(), time.instant(), open);
    }

    private static String told(String topic) {
        return "wrote to " + new TopicNames(topic).status();
    }
}
