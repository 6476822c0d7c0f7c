package dev.waypost.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** The doctor sees what the pods see: their settings, login, routes and network. */
final class DoctorJob {

    private DoctorJob() {}

    static void agrees(Manifests rendered) {
        rendered.only(Job.class)
                .map(job -> job.getSpec().getTemplate())
                .ifPresent(doctor -> agree(doctor, rendered.pods()));
    }

    private static void agree(PodTemplateSpec doctor, PodTemplateSpec pods) {
        Container itself = doctor.getSpec().getContainers().get(0);
        Container carrier = pods.getSpec().getContainers().get(0);

        assertThat(itself.getImage()).isEqualTo(carrier.getImage());
        assertThat(itself.getEnvFrom()).isEqualTo(carrier.getEnvFrom());
        assertThat(itself.getEnv()).isEqualTo(carrier.getEnv());
        assertThat(itself.getVolumeMounts()).isEqualTo(carrier.getVolumeMounts());
        assertThat(itself.getArgs()).containsExactly("doctor", "--write", "-");
        assertThat(doctor.getSpec().getVolumes()).isEqualTo(pods.getSpec().getVolumes());
        assertThat(doctor.getSpec().getServiceAccountName())
                .isEqualTo(pods.getSpec().getServiceAccountName());
        // A budget or a service over its pod would count it among those that carry mail.
        assertThat(doctor.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/component", "doctor");
    }
}
