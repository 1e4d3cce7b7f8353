using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>What the readers of all bodies share: S2's places and the rules for times.</summary>
internal sealed class TrafficReading(EntityIds ids, IOptions<IngestOptions> options, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public string NewId(string prefix) => ids.Create(prefix);

    /// <summary>Now where it is absent.</summary>
    public DateTimeOffset Time(JsonFields fields, string name = "timestamp")
    {
        if (fields.Time(name) is not { } at)
            return Milliseconds(Now);

        if (at - Now > TimeSpan.FromSeconds(options.Value.MaxAheadSeconds))
            fields.Fail(name, FieldErrorCode.Future, $"is more than {options.Value.MaxAheadSeconds} s ahead of the server's clock");
        else if (at < options.Value.MinimumTime)
            fields.Fail(name, FieldErrorCode.TooOld, $"is before {options.Value.MinimumTime:O}; unix times are in milliseconds");

        return at;
    }

    /// <summary>{lat, lon}; one outside of the caller's bounds is refused.</summary>
    public static GeoPoint? Place(JsonFields fields, Principal principal, bool required)
    {
        if (fields.Object("location", required) is not { } place)
            return null;

        var latitude = place.Number("lat", -PositionLimits.MaxLatitude, PositionLimits.MaxLatitude, required: true);
        var longitude = place.Number("lon", -PositionLimits.MaxLongitude, PositionLimits.MaxLongitude, required: true);
        if (latitude is null || longitude is null)
            return null;

        var point = new GeoPoint(latitude.Value, longitude.Value == PositionLimits.MaxLongitude ? -PositionLimits.MaxLongitude : longitude.Value);
        if (!principal.MaySee(point))
            fields.Fail("location", FieldErrorCode.Forbidden, "is outside of this credential's bounds");

        return point;
    }

    private static DateTimeOffset Milliseconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
