using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// Device events: flat, or in the form of S0's safety_event with type, severity, details and location inside
/// <c>event</c>. Each item is judged alone.
/// </summary>
internal sealed class DeviceEventReader(IOptions<IngestOptions> options, TimeProvider time)
{
    public const int MaxDetails = 32;
    public const double MaxDetail = 1e15;

    /// <summary>The event and its vehicle, or the first thing wrong.</summary>
    public (string VehicleId, DeviceEvent? Event, FieldError? Error) Read(JsonElement item, Principal principal)
    {
        var errors = new FieldErrors();
        if (item.ValueKind != JsonValueKind.Object)
            return ("", null, new FieldError("item", FieldErrorCode.Type, "must be an object"));

        var fields = JsonFields.Open(item, "", errors)!;
        var inner = fields.Object("event") ?? fields;
        var vehicleId = fields.Id("vehicle_id", required: true);
        if (vehicleId is not null && !principal.MayTouchVehicle(vehicleId))
            fields.Fail("vehicle_id", FieldErrorCode.Forbidden, "is not among the vehicles of this credential");

        var deviceEvent = new DeviceEvent
        {
            Type = inner.Id("type", required: true) ?? "",
            Timestamp = ReadTime(fields),
            EventId = fields.Id("event_id"),
            Location = ReadLocation(inner) ?? (inner == fields ? null : ReadLocation(fields)),
            DriverId = fields.Id("driver_id"),
            TripId = fields.Id("trip_id"),
            Severity = inner.Choice<Severity>("severity") is { } severity ? WireNames<Severity>.Of(severity) : null,
            Details = ReadDetails(inner),
        };
        return errors.Any ? ("", null, errors.Items[0]) : (vehicleId!, deviceEvent, null);
    }

    private DateTimeOffset ReadTime(JsonFields fields)
    {
        if (fields.Time("timestamp", required: true) is not { } timestamp)
            return default;

        if (timestamp - time.GetUtcNow() > TimeSpan.FromSeconds(options.Value.MaxAheadSeconds))
            fields.Fail("timestamp", FieldErrorCode.Future, $"is more than {options.Value.MaxAheadSeconds} s ahead of the server's clock");
        else if (timestamp < options.Value.MinimumTime)
            fields.Fail("timestamp", FieldErrorCode.TooOld, $"is before {options.Value.MinimumTime:O}; unix times are in milliseconds");

        return timestamp;
    }

    private static GeoPoint? ReadLocation(JsonFields fields)
    {
        if (fields.Object("location") is not { } location)
            return null;

        var latitude = location.Number("latitude", -PositionLimits.MaxLatitude, PositionLimits.MaxLatitude, required: true) ?? 0;
        var longitude = location.Number("longitude", -PositionLimits.MaxLongitude, PositionLimits.MaxLongitude, required: true) ?? 0;
        return new GeoPoint(latitude, longitude == PositionLimits.MaxLongitude ? -longitude : longitude);
    }

    private static ImmutableDictionary<string, double> ReadDetails(JsonFields fields)
    {
        if (fields.Object("details") is not { } details)
            return ImmutableDictionary<string, double>.Empty;

        var values = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var name in details.Names)
        {
            if (values.Count == MaxDetails)
                fields.Fail("details", FieldErrorCode.Range, $"must have at most {MaxDetails} numbers");
            else if (!Identifier.IsValid(name))
                fields.Fail("details", FieldErrorCode.Format, "has a name that " + Identifier.Rule);
            else if (details.Number(name, -MaxDetail, MaxDetail, required: true) is { } value)
                values.Add(name, value);
        }

        return values.ToImmutable();
    }
}
