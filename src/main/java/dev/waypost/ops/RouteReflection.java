package dev.waypost.ops;

import dev.waypost.carry.Delivery;
import dev.waypost.carry.WholeRecord;
import dev.waypost.classify.Classification;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.PermanentFailure;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.Reason;
import dev.waypost.classify.RelayHalted;
import dev.waypost.classify.RelayThrottled;
import dev.waypost.classify.Scope;
import dev.waypost.classify.TransientFailure;
import dev.waypost.commit.Admission;
import dev.waypost.compose.Envelope;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.config.InDoubt;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.intake.Attachment;
import dev.waypost.intake.Calendar;
import dev.waypost.intake.CustomHeaders;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.ListUnsubscribe;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import dev.waypost.intake.MediaType;
import dev.waypost.intake.MessageId;
import dev.waypost.intake.address.Address;
import dev.waypost.intake.address.EmailAddress;
import dev.waypost.lane.Lane;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Disposition;
import dev.waypost.report.Receipts;
import dev.waypost.report.RecordPlace;
import dev.waypost.report.Status;
import dev.waypost.smtp.EnhancedStatus;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;

/** What routes name or look into besides beans, made known to a native image. */
@RegisterForReflection(
        targets = {
            DeliveryFailure.class,
            PortUnavailable.class,
            TransientFailure.class,
            PermanentFailure.class,
            RelayThrottled.class,
            RelayHalted.class,
            InvalidEvent.class,
            UncomposableEvent.class,
            KafkaException.class,
            Outcome.class,
            OutcomeClass.class,
            Delivery.class,
            MailRecord.class,
            MailEvent.class,
            MailEvent.DeliveryOptions.class,
            ListUnsubscribe.class,
            CustomHeaders.class,
            MessageId.class,
            Address.class,
            Attachment.class,
            Calendar.class,
            DeliveryHistory.class,
            Envelope.class,
            AttemptLog.class,
            Attempt.class,
            DeliveryResult.class,
            WholeRecord.class,
            Scope.class,
            Admission.class,
            SubmissionPort.class,
            EmailAddress.class,
            MediaType.class,
            Receipts.class,
            EnhancedStatus.class,
            Phase.class,
            PhaseTimes.class,
            PhaseTimes.Stretch.class,
            RecipientReply.class,
            SmtpReply.class,
            SubmissionReport.class,
            Symptom.class,
            Disposition.class,
            RecordPlace.class,
            Status.class,
            Reason.class,
            Classification.class,
            InDoubt.class,
            Lane.class,
            Trouble.class,
            CooperativeStickyAssignor.class
        })
final class RouteReflection {

    private RouteReflection() {}
}
