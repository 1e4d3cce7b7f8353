using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Webhooks;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>S0's webhook_config. May stand by itself or as <c>{"webhook_config": {…}}</c>.</summary>
public sealed record WebhookBody
{
    private const int MaxEvents = 64;
    private const int MaxEvent = 64;
    private const int MaxName = 200;
    private const int MaxToken = 4_096;
    private const int MaxUrl = 2_048;

    [Description("Made by the server where absent. Only on creation.")]
    public string? WebhookId { get; init; }

    public string? Name { get; init; }

    [Description("https, to a public address; others only where Webhooks:AllowedTargets names their network.")]
    public required string Url { get; init; }

    [Description("Channels (safety_events, trip_updates, driver_performance, driver_compliance, vehicle_status, custom_events, alerts, workflows) and types of events (geofence_entry, harsh_braking, …).")]
    public required IReadOnlyList<string> Events { get; init; }

    [Description("Only what no live session of the organization was sent.")]
    public bool? BackupForStreaming { get; init; }

    public RetryPolicyView? RetryPolicy { get; init; }

    public WebhookAuthenticationView? Authentication { get; init; }

    [Description("false keeps what waits and takes nothing new. true also takes up one that a 410 disabled.")]
    public bool? Enabled { get; init; }

    /// <summary>The fields, wherever they stand.</summary>
    internal static JsonFields Open(JsonFields fields) => fields.Has("webhook_config") ? fields.Object("webhook_config") ?? fields : fields;

    /// <summary>Fields that are absent keep the value of <paramref name="current"/>, where there is one.</summary>
    internal static WebhookSpec Read(JsonFields fields, WebhookSpec? current) => new()
    {
        Url = ReadUrl(fields, required: current is null) ?? current?.Url ?? "",
        Events = fields.Has("events") || current is null ? [.. ReadEvents(fields)] : current.Events,
        BackupForStreaming = fields.Flag("backup_for_streaming") ?? current?.BackupForStreaming ?? false,
        Retry = fields.Has("retry_policy") ? ReadRetry(fields) : current?.Retry ?? new WebhookRetry(),
        BearerToken = fields.Has("authentication") ? ReadToken(fields) : current?.BearerToken,
        Enabled = fields.Flag("enabled") ?? current?.Enabled ?? true,
        Name = fields.Has("name") ? fields.Text("name", MaxName) : current?.Name,
    };

    private static string? ReadUrl(JsonFields fields, bool required)
    {
        if (fields.Text("url", MaxUrl, required || fields.IsNull("url")) is not { } url)
            return null;

        if (TargetGuard.Fault(url) is { } fault)
            fields.Fail("url", FieldErrorCode.Format, fault);

        return url;
    }

    private static IReadOnlyList<string> ReadEvents(JsonFields fields)
    {
        if (!fields.Has("events") || fields.IsNull("events"))
            fields.Fail("events", FieldErrorCode.Required, "name at least one channel or type of event");

        var events = fields.Texts("events", MaxEvents, MaxEvent) ?? [];
        if (events.Count == 0 && !fields.Errors.Any)
            fields.Fail("events", FieldErrorCode.Range, "name at least one channel or type of event");

        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is "locations" or "fleet_overview" or "analytics")
                fields.Fail($"events[{i}]", FieldErrorCode.Unknown, $"{events[i]} is measured, not an event: subscribe to it over /v1/streaming");
            else if (!Identifier.IsValid(events[i]))
                fields.Fail($"events[{i}]", FieldErrorCode.Format, Identifier.Rule);
        }

        return events;
    }

    private static WebhookRetry ReadRetry(JsonFields fields)
    {
        var (retry, usual) = (fields.Object("retry_policy"), new WebhookRetry());
        return new WebhookRetry
        {
            MaxAttempts = (int)(retry?.WholeNumber("max_attempts", 1, WebhookRetry.MostAttempts) ?? usual.MaxAttempts),
            BackoffMultiplier = retry?.Number("backoff_multiplier", 1, 10) ?? usual.BackoffMultiplier,
            InitialDelaySeconds = retry?.Number("initial_delay_seconds", 0.1, WebhookRetry.LongestSeconds) ?? usual.InitialDelaySeconds,
        };
    }

    private static string? ReadToken(JsonFields fields)
    {
        if (fields.Object("authentication") is not { } authentication)
            return null;

        if (authentication.Text("type", MaxEvent, required: true) is { } type && type != "bearer_token")
            authentication.Fail("type", FieldErrorCode.Unknown, "must be bearer_token");

        var token = authentication.Text("token", MaxToken, required: true);
        if (token?.Any(c => c is <= ' ' or > '~') == true)
            authentication.Fail("token", FieldErrorCode.Format, "must be of printable ASCII without blanks");

        return token;
    }
}
