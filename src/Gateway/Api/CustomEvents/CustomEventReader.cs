using Fleet.CustomEvents;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.CustomEvents;

/// <summary>
/// S0's triggers and priority, for REST and register_custom_event alike. A trigger that does not exist is an error: an
/// event without it would come true too often.
/// </summary>
internal static class CustomEventReader
{
    private const double MaxSpeedKmh = 300;
    private const double MaxSeconds = 86_400;

    private static readonly string[] Triggers =
        ["geofence_entry", "geofence_exit", "stop_duration", "min_speed", "confirmation_required", "confirmation_timeout"];

    /// <summary>What is left when there are errors is of no use.</summary>
    public static CustomEventDefinition Read(JsonFields fields, string? name)
    {
        var triggers = fields.Object("triggers", required: true);
        return new CustomEventDefinition
        {
            Name = name ?? "",
            Triggers = triggers is null ? new CustomEventTriggers() : ReadTriggers(triggers),
            Priority = fields.Choice<CustomEventPriority>("priority") ?? CustomEventPriority.Medium,
        };
    }

    private static CustomEventTriggers ReadTriggers(JsonFields fields)
    {
        foreach (var name in fields.Names.Where(n => !Triggers.Contains(n)))
            fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, "must be one of " + string.Join(", ", Triggers));

        var defaults = new CustomEventTriggers();
        var triggers = new CustomEventTriggers
        {
            GeofenceEntry = fields.Text("geofence_entry", Identifier.MaxLength),
            GeofenceExit = fields.Text("geofence_exit", Identifier.MaxLength),
            StopSeconds = Milliseconds(fields.Number("stop_duration", 1, MaxSeconds)),
            MinSpeedKmh = fields.Number("min_speed", 1, MaxSpeedKmh),
            ConfirmationRequired = fields.Flag("confirmation_required") ?? false,
            ConfirmationTimeoutSeconds = Milliseconds(fields.Number("confirmation_timeout", 1, MaxSeconds)) ?? defaults.ConfirmationTimeoutSeconds,
        };
        if (fields.Errors.Any)
            return triggers;

        if (triggers is { GeofenceEntry: null, GeofenceExit: null, StopSeconds: null, MinSpeedKmh: null })
            fields.Fail("geofence_entry", FieldErrorCode.Required, "give at least one of geofence_entry, geofence_exit, stop_duration, min_speed");
        else if (triggers is { StopSeconds: not null, MinSpeedKmh: not null })
            fields.Fail("min_speed", FieldErrorCode.Conflict, "cannot hold while the vehicle stands");
        else if (triggers.GeofenceEntry is { } entry && entry == triggers.GeofenceExit)
            fields.Fail("geofence_exit", FieldErrorCode.Conflict, "cannot hold while the vehicle is inside of the same");

        return triggers;
    }

    private static double? Milliseconds(double? seconds) => seconds is { } s ? Math.Round(s, 3) : null;
}
