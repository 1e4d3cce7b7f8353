using System.Collections.Immutable;
using System.ComponentModel;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>What a camera counted, in the shape of traffic.flow's data.</summary>
public sealed record DetectionBody
{
    private const int MaxCount = 100_000;
    private const int MaxTypes = 32;
    private const double DefaultPeriodSeconds = 60;

    public required string CameraId { get; init; }

    [Description("Makes the camera known where it is not.")]
    public PlaceBody? Location { get; init; }

    [Description("Now where absent.")]
    public DateTimeOffset? Timestamp { get; init; }

    [Description("Vehicles counted in the period; the sum of vehicle_types where absent.")]
    public int? Intensity { get; init; }

    [Description("km/h, 0 … 300; absent where no vehicle's speed was measured.")]
    public double? AverageSpeed { get; init; }

    [Description("Counts by type: car, motorcycle, truck, bus, …")]
    public IReadOnlyDictionary<string, int>? VehicleTypes { get; init; }

    [Description("Share of the road in view that is taken, 0 … 1.")]
    public double? Occupancy { get; init; }

    [Description("What the counts are of, 0.1 … 3600; 60 where absent.")]
    public double? PeriodSeconds { get; init; }

    internal static Detection? Read(JsonFields fields, Principal principal, TrafficReading reading)
    {
        var types = Types(fields);
        var intensity = fields.WholeNumber("intensity", 0, MaxCount, required: types.Count == 0);
        var detection = new Detection
        {
            Timestamp = reading.Time(fields),
            Intensity = (int)(intensity ?? types.Values.Sum(v => (long)v)),
            AverageSpeedKmh = fields.Number("average_speed", 0, PositionLimits.MaxSpeedKmh),
            VehicleTypes = types,
            Occupancy = fields.Number("occupancy", 0, 1),
            PeriodSeconds = fields.Number("period_seconds", 0.1, 3_600) ?? DefaultPeriodSeconds,
            Location = TrafficReading.Place(fields, principal, required: false),
        };
        return fields.Errors.Any ? null : detection;
    }

    private static ImmutableSortedDictionary<string, int> Types(JsonFields fields)
    {
        var counts = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (fields.Object("vehicle_types") is { } types)
        {
            foreach (var name in types.Names)
            {
                if (counts.Count == MaxTypes)
                    fields.Fail("vehicle_types", FieldErrorCode.Range, $"must have at most {MaxTypes} types");
                else if (!Identifier.IsValid(name))
                    fields.Fail("vehicle_types", FieldErrorCode.Format, "has a name that " + Identifier.Rule);
                else if (types.WholeNumber(name, 0, MaxCount, required: true) is { } count)
                    counts[name] = (int)count;
            }
        }

        return counts.ToImmutable();
    }
}
