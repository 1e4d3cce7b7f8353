using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Gateway.Api.Trips;
using Fleet.Gateway.Json;
using Fleet.Workflows;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>The steps of one workflow: every problem under the path of its field. A field that a step's type does not know is an error.</summary>
internal sealed class StepReader(FieldErrors errors)
{
    public const int MaxSteps = 50;
    public const int MaxNesting = 4;
    public const int MaxPayload = 16_384;

    private const int MaxBranches = 8;
    private const int MaxUsers = 1_000;
    private const int MaxTags = 20;
    private const int MaxTag = 200;
    private const int MaxTitle = 200;
    private const int MaxMessage = 2_000;
    private const int MaxType = 64;
    private const int MaxTemplate = 200;
    private const int MaxWaypoints = 100;
    private const int MaxPolyline = 20_000;
    private const double MaxDelaySeconds = 2_592_000; // 30 days

    private static readonly string[] ConditionKinds = ["field", "all", "any"];

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ImmutableArray<WorkflowStep> Read(JsonFields body)
    {
        var steps = Steps(body, "steps", 1, required: true);
        if (steps.IsEmpty && body.KindOf("steps") == JsonValueKind.Array && !errors.Any)
            body.Fail("steps", FieldErrorCode.Range, "must have at least one step");

        return steps;
    }

    private ImmutableArray<WorkflowStep> Steps(JsonFields parent, string name, int depth, bool required = false) =>
        List(parent.Items(name, MaxSteps, required), parent.PathOf(name), depth);

    private ImmutableArray<WorkflowStep> List(IReadOnlyList<(JsonElement Element, string Path)>? items, string path, int depth)
    {
        if (items is { Count: > 0 } && depth > MaxNesting)
        {
            errors.Add(path, FieldErrorCode.Range, $"steps may stand inside of each other {MaxNesting} deep");
            return [];
        }

        var steps = ImmutableArray.CreateBuilder<WorkflowStep>();
        foreach (var (element, at) in items ?? [])
        {
            if (JsonFields.Open(element, at, errors) is { } fields && Step(fields, depth) is { } step)
                steps.Add(step);
        }

        return steps.ToImmutable();
    }

    private WorkflowStep? Step(JsonFields fields, int depth)
    {
        var id = fields.Id("id", required: true) ?? "";
        if (id.Contains('.', StringComparison.Ordinal))
            fields.Fail("id", FieldErrorCode.Format, "must not have a dot: templates name steps by it");

        if (id.Length > 0 && !_ids.Add(id))
            fields.Fail("id", FieldErrorCode.Duplicate, "another step has this id");

        if (_ids.Count == MaxSteps + 1)
            errors.Add("steps", FieldErrorCode.Range, $"a workflow has at most {MaxSteps} steps, those inside of others included");

        if (fields.Choice<StepType>("type", required: true) is not { } type)
            return null;

        Known(fields, type);
        WorkflowStep step = type switch
        {
            StepType.Condition => new ConditionStep
            {
                StepId = id,
                If = Condition(fields, 1, "id", "type", "retry", "continue_on_error", "then", "else"),
                Then = Steps(fields, "then", depth + 1),
                Else = Steps(fields, "else", depth + 1),
            },
            StepType.Delay => new DelayStep { StepId = id, Seconds = fields.Number("seconds", 0, MaxDelaySeconds, required: true) ?? 0 },
            StepType.Notify => Notify(fields, id),
            StepType.Webhook => Webhook(fields, id),
            StepType.SetTag => Tag(fields, id),
            StepType.CreateTrip => Trip(fields, id),
            _ => new ParallelStep { StepId = id, Branches = Branches(fields, depth) },
        };
        return step with { Retry = Retry(fields), ContinueOnError = fields.Flag("continue_on_error") ?? false };
    }

    private static void Known(JsonFields fields, StepType type)
    {
        string[] known = type switch
        {
            StepType.Condition => ["field", "operator", "value", "all", "any", "then", "else"],
            StepType.Delay => ["seconds"],
            StepType.Notify => ["user_ids", "title", "message", "notification_type"],
            StepType.Webhook => ["webhook_id", "message_type", "payload", "retry"],
            StepType.SetTag => ["vehicle_id", "add", "remove", "retry"],
            StepType.CreateTrip => ["vehicle_id", "driver_id", "planned_route", "retry"],
            _ => ["branches"],
        };
        foreach (var name in fields.Names.Where(n => n is not ("id" or "type" or "retry" or "continue_on_error") && !known.Contains(n)).ToList())
            fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, $"a step of this type has {string.Join(", ", known)}");
    }

    private static NotifyStep Notify(JsonFields fields, string id) => new()
    {
        StepId = id,
        UserIds = Templates(fields, "user_ids", MaxUsers),
        Title = Template(fields, "title", MaxTitle),
        Message = Template(fields, "message", MaxMessage, required: true) ?? "",
        NotificationType = fields.Text("notification_type", MaxType) ?? "workflow",
    };

    private WebhookStep Webhook(JsonFields fields, string id)
    {
        string? payload = null;
        if (fields.Has("payload") && !fields.IsNull("payload"))
        {
            var (element, path) = (fields.Element("payload"), fields.PathOf("payload"));
            payload = element.GetRawText();
            if (payload.Length > MaxPayload)
                errors.Add(path, FieldErrorCode.Range, $"must have at most {MaxPayload} characters");
            else if (element.ValueKind != JsonValueKind.Object)
                errors.Add(path, FieldErrorCode.Type, "must be an object");
            else if (FreeJson.Fault(element) is { } broken)
                errors.Add(path, FieldErrorCode.Format, broken);
            else if (WorkflowTemplate.FaultIn(JsonNode.Parse(payload)) is { } fault)
                errors.Add(path, FieldErrorCode.Format, fault);
        }

        return new WebhookStep
        {
            StepId = id,
            WebhookId = Template(fields, "webhook_id", MaxTemplate, required: true) ?? "",
            MessageType = fields.Id("message_type") ?? "workflow.step",
            Payload = payload,
        };
    }

    private static SetTagStep Tag(JsonFields fields, string id)
    {
        if (!fields.Has("add") && !fields.Has("remove"))
            fields.Fail("add", FieldErrorCode.Required, "one of add and remove is required");

        return new SetTagStep
        {
            StepId = id,
            VehicleId = Template(fields, "vehicle_id", MaxTemplate) ?? "{{event.vehicle_id}}",
            Add = Templates(fields, "add", MaxTags),
            Remove = Templates(fields, "remove", MaxTags),
        };
    }

    private static CreateTripStep Trip(JsonFields fields, string id)
    {
        var plan = TripBody.ReadRoute(fields, MaxWaypoints, MaxPolyline);
        return new CreateTripStep
        {
            StepId = id,
            VehicleId = Template(fields, "vehicle_id", MaxTemplate) ?? "{{event.vehicle_id}}",
            DriverId = Template(fields, "driver_id", MaxTemplate),
            DistanceKm = plan.DistanceKm,
            EstimatedDurationMinutes = plan.EstimatedDurationMinutes,
            Waypoints = plan.Waypoints,
            Polyline = plan.Polyline,
            ToleranceMeters = plan.ToleranceMeters,
        };
    }

    private ImmutableArray<ImmutableArray<WorkflowStep>> Branches(JsonFields fields, int depth)
    {
        var branches = fields.Items("branches", MaxBranches, required: true);
        if (branches is { Count: 0 })
            fields.Fail("branches", FieldErrorCode.Range, "must have at least one branch");

        var read = ImmutableArray.CreateBuilder<ImmutableArray<WorkflowStep>>();
        foreach (var (element, path) in branches ?? [])
        {
            if (element.ValueKind != JsonValueKind.Array)
                errors.Add(path, FieldErrorCode.Type, "must be an array of steps");
            else
                read.Add(List([.. element.EnumerateArray().Take(MaxSteps + 1).Select((e, i) => (e, $"{path}[{i}]"))], path, depth + 1));
        }

        return read.ToImmutable();
    }

    private StepCondition Condition(JsonFields fields, int depth, params ReadOnlySpan<string> besides)
    {
        if (depth > MaxNesting)
        {
            fields.Fail("all", FieldErrorCode.Range, $"conditions may stand inside of each other {MaxNesting} deep");
            return new StepCondition();
        }

        string[] given = [.. ConditionKinds.Where(fields.Has)];
        if (given.Length != 1)
            fields.Fail(given.Length == 0 ? "field" : given[1], given.Length == 0 ? FieldErrorCode.Required : FieldErrorCode.Conflict, "give exactly one of field, all and any");

        foreach (var name in fields.Names)
        {
            if (!besides.Contains(name) && name is not ("field" or "operator" or "value" or "all" or "any") && besides.IsEmpty)
                fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, "a condition has field, operator and value, or all, or any");
        }

        if (given is not ["field"])
            return new StepCondition { All = Conditions(fields, "all", depth), Any = Conditions(fields, "any", depth) };

        var field = fields.Text("field", MaxTemplate, required: true);
        if (field is not null && WorkflowScope.Fault(field) is { } fault)
            fields.Fail("field", FieldErrorCode.Format, fault);

        var how = fields.Choice<ConditionOperator>("operator", required: true) ?? ConditionOperator.Exists;
        var value = fields.Has("value") ? fields.Element("value") : default;
        if (how != ConditionOperator.Exists && value.ValueKind == JsonValueKind.Undefined)
            fields.Fail("value", FieldErrorCode.Required, "is required");
        else if (how == ConditionOperator.In && value.ValueKind != JsonValueKind.Array)
            fields.Fail("value", FieldErrorCode.Type, "must be an array");
        else if (value.ValueKind != JsonValueKind.Undefined && value.GetRawText().Length > MaxMessage)
            fields.Fail("value", FieldErrorCode.Range, $"must have at most {MaxMessage} characters");
        else if (value.ValueKind != JsonValueKind.Undefined && FreeJson.Fault(value) is { } broken)
            fields.Fail("value", FieldErrorCode.Format, broken);

        return new StepCondition { Field = field, Operator = how, Value = value.ValueKind == JsonValueKind.Undefined ? null : value.GetRawText() };
    }

    private ImmutableArray<StepCondition> Conditions(JsonFields fields, string name, int depth)
    {
        var read = ImmutableArray.CreateBuilder<StepCondition>();
        if (fields.Items(name, MaxTags) is not { } items)
            return [];

        if (items.Count == 0)
            fields.Fail(name, FieldErrorCode.Range, "must have at least one condition");

        foreach (var (element, path) in items)
        {
            if (JsonFields.Open(element, path, errors) is { } inner)
                read.Add(Condition(inner, depth + 1));
        }

        return read.ToImmutable();
    }

    private static StepRetry Retry(JsonFields fields)
    {
        var (retry, usual) = (fields.Object("retry"), new StepRetry());
        return new StepRetry
        {
            MaxAttempts = (int)(retry?.WholeNumber("max_attempts", 1, 10) ?? usual.MaxAttempts),
            BackoffMultiplier = retry?.Number("backoff_multiplier", 1, 10) ?? usual.BackoffMultiplier,
            InitialDelaySeconds = retry?.Number("initial_delay_seconds", 0.1, StepRetry.LongestSeconds) ?? usual.InitialDelaySeconds,
        };
    }

    private static string? Template(JsonFields fields, string name, int max, bool required = false)
    {
        var text = fields.Text(name, max, required);
        if (text is not null && WorkflowTemplate.Fault(text) is { } fault)
            fields.Fail(name, FieldErrorCode.Format, fault);

        return text;
    }

    private static ImmutableArray<string> Templates(JsonFields fields, string name, int max)
    {
        var texts = fields.Texts(name, max, MaxTag) ?? [];
        for (var i = 0; i < texts.Count; i++)
        {
            if (WorkflowTemplate.Fault(texts[i]) is { } fault)
                fields.Fail($"{name}[{i}]", FieldErrorCode.Format, fault);
        }

        return [.. texts];
    }
}
