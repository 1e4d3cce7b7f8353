using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>A warning, in the shape of weather.alert's data.</summary>
public sealed record WeatherAlertBody
{
    private const int MaxZones = 1_000;

    [Description("Made of type, start and zones where absent, so that the same warning is the same.")]
    public string? Id { get; init; }

    [Description("For example heavy_rain.")]
    public required string AlertType { get; init; }

    public required WeatherAlertSeverity Severity { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? AffectedZones { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    [Description("When it was issued; now where absent.")]
    public DateTimeOffset? Timestamp { get; init; }

    internal static WeatherAlert? Read(JsonFields fields, TrafficReading reading)
    {
        var (start, end) = (fields.Time("start_time", required: true), fields.Time("end_time", required: true));
        if (end <= start)
            fields.Fail("end_time", FieldErrorCode.Conflict, "must be after start_time");
        else if (end <= reading.Now)
            fields.Fail("end_time", FieldErrorCode.TooOld, "has passed");

        var type = fields.Id("alert_type", required: true) ?? "";
        var zones = fields.Ids("affected_zones", MaxZones) ?? [];
        var alert = new WeatherAlert
        {
            AlertId = fields.Id("id") ?? Fleet.Events.EventIds.For(type, start ?? default, "weather_alert", string.Join('.', zones.Order(StringComparer.Ordinal))),
            Type = type,
            Severity = fields.Choice<WeatherAlertSeverity>("severity", required: true) ?? default,
            Description = fields.Text("description", AccidentBody.MaxText),
            ZoneIds = [.. zones],
            Start = start ?? default,
            End = end ?? default,
            IssuedAt = reading.Time(fields),
        };
        return fields.Errors.Any ? null : alert;
    }
}
