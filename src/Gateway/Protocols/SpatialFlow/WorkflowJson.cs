using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Webhooks;
using Fleet.Workflows;

namespace Fleet.Gateway.Protocols.SpatialFlow;

/// <summary>workflow_status, execution_status, step_update and webhook_status: S3 names them, the members are REST's.</summary>
internal static class WorkflowJson
{
    public static byte[] Status(WorkflowDefinition workflow, IReadOnlyList<ExecutionEntry> executions, IReadOnlyList<ShardPosition> heads, DateTimeOffset now) =>
        JsonBytes.Write((workflow, executions, heads, now), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "workflow_status"u8);
            writer.WriteString("workflow_id"u8, m.workflow.WorkflowId);
            writer.WriteString("name"u8, m.workflow.Name);
            writer.WriteBoolean("enabled"u8, m.workflow.Enabled);
            writer.WriteNumber("version"u8, m.workflow.Version);
            writer.WriteStartArray("executions"u8);
            foreach (var execution in m.executions)
            {
                writer.WriteStartObject();
                writer.WriteString("execution_id"u8, execution.ExecutionId);
                WriteStatus(writer, execution.Status, execution.StartedAt, execution.EndedAt, execution.Error);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            SpatialFlowMessages.WriteOffsets(writer, m.heads);
            writer.WriteTime("timestamp"u8, m.now);
            writer.WriteEndObject();
        });

    public static byte[] Status(ExecutionSnapshot execution, IReadOnlyList<ShardPosition> heads, DateTimeOffset now) =>
        JsonBytes.Write((execution, heads, now), static (writer, m) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "execution_status"u8);
            writer.WriteString("workflow_id"u8, m.execution.WorkflowId);
            writer.WriteString("execution_id"u8, m.execution.ExecutionId);
            WriteStatus(writer, m.execution.Status, m.execution.StartedAt, m.execution.EndedAt, m.execution.Error);
            writer.WriteStartArray("steps"u8);
            foreach (var step in m.execution.Steps)
            {
                WriteStep(writer, step);
            }

            writer.WriteEndArray();
            SpatialFlowMessages.WriteOffsets(writer, m.heads);
            writer.WriteTime("timestamp"u8, m.now);
            writer.WriteEndObject();
        });

    public static void WriteWorkflow(Utf8JsonWriter writer, FeedEvent e) => Write(writer, "workflow_status"u8, e);

    public static void WriteExecution(Utf8JsonWriter writer, FeedEvent e) =>
        Write(writer, ((ExecutionChanged)e.Event).Step is null ? "execution_status"u8 : "step_update"u8, e);

    public static void WriteWebhook(Utf8JsonWriter writer, FeedEvent e)
    {
        var attempted = (WebhookAttempted)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, "webhook_status"u8);
        writer.WriteString("webhook_id"u8, attempted.WebhookId);
        writer.WriteString("delivery_id"u8, attempted.DeliveryId);
        writer.WriteString("event_type"u8, attempted.Type);
        writer.WriteString("status"u8, WireNames<DeliveryStatus>.Of(attempted.Status));
        writer.WriteNumber("attempt"u8, attempted.Attempt.Number);
        writer.WriteString("host"u8, attempted.Host);
        writer.WriteKnown("http_status"u8, attempted.Attempt.HttpStatus);
        writer.WriteKnown("failure"u8, attempted.Attempt.Failure);
        writer.WriteNumber("took_ms"u8, attempted.Attempt.TookMilliseconds);
        if (attempted.NextAt is { } next)
        {
            writer.WriteTime("next_at"u8, next);
        }

        writer.WriteString("event_id"u8, attempted.EventId);
        writer.WriteTime("timestamp"u8, attempted.Timestamp);
        writer.WriteOffsetOf(e);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> type, FeedEvent e)
    {
        var changed = (ExecutionChanged)e.Event;
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("workflow_id"u8, changed.WorkflowId);
        writer.WriteString("execution_id"u8, changed.ExecutionId);
        if (changed.Step is { } step)
        {
            writer.WritePropertyName("step"u8);
            WriteStep(writer, step);
        }
        else
        {
            WriteStatus(writer, changed.Status, changed.StartedAt, changed.Status == ExecutionStatus.Running ? null : changed.Timestamp, changed.Error);
        }

        writer.WriteString("event_id"u8, changed.EventId);
        writer.WriteTime("timestamp"u8, changed.Timestamp);
        writer.WriteOffsetOf(e);
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, ExecutionStatus status, DateTimeOffset startedAt, DateTimeOffset? endedAt, string? error)
    {
        writer.WriteString("status"u8, WireNames<ExecutionStatus>.Of(status));
        writer.WriteTime("started_at"u8, startedAt);
        if (endedAt is { } ended)
        {
            writer.WriteTime("ended_at"u8, ended);
        }

        writer.WriteKnown("error"u8, error);
    }

    private static void WriteStep(Utf8JsonWriter writer, StepRun step)
    {
        writer.WriteStartObject();
        writer.WriteString("step_id"u8, step.StepId);
        writer.WriteString("status"u8, WireNames<StepStatus>.Of(step.Status));
        writer.WriteNumber("attempts"u8, step.Attempts);
        writer.WriteTime("started_at"u8, step.StartedAt);
        if (step.EndedAt is { } ended)
        {
            writer.WriteTime("ended_at"u8, ended);
        }

        if (step.DueAt is { } due)
        {
            writer.WriteTime("due_at"u8, due);
        }

        writer.WriteKnown("result"u8, step.Result);
        writer.WriteKnown("error"u8, step.Error);
        writer.WriteEndObject();
    }
}
