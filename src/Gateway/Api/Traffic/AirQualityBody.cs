using System.Collections.Immutable;
using System.ComponentModel;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>The air of an area, in the shape of air-quality.update's data.</summary>
public sealed record AirQualityBody
{
    private const double MaxConcentration = 100_000;

    [Description("The station; made of the place, to a hundredth of a degree, where absent.")]
    public string? AreaId { get; init; }

    public required PlaceBody Location { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    [Description("pm25, pm10 in µg/m³; o3, no2, so2 in ppb; co in ppm. The index is computed from them.")]
    public IReadOnlyDictionary<string, double>? Pollutants { get; init; }

    [Description("Taken only where no pollutants are given.")]
    public int? Aqi { get; init; }

    internal static (string AreaId, AirQuality Air)? Read(JsonFields fields, Principal principal, TrafficReading reading)
    {
        var place = TrafficReading.Place(fields, principal, required: true);
        var pollutants = Concentrations(fields);
        var computed = AirQualityIndex.Of(pollutants);
        var given = fields.WholeNumber("aqi", 0, AirQualityIndex.Highest, required: pollutants.Count == 0 && !fields.Errors.Any);
        var air = new AirQuality
        {
            Timestamp = reading.Time(fields),
            Location = place ?? default,
            Aqi = computed?.Aqi ?? (int)(given ?? 0),
            Dominant = computed?.Dominant,
            Pollutants = pollutants,
        };
        var id = WeatherBody.AreaOf(fields, place);
        return fields.Errors.Any ? null : (id, air);
    }

    private static ImmutableSortedDictionary<Pollutant, double> Concentrations(JsonFields fields)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<Pollutant, double>();
        if (fields.Object("pollutants") is { } pollutants)
        {
            foreach (var name in pollutants.Names)
            {
                if (!WireNames<Pollutant>.TryRead(name, out var pollutant))
                    pollutants.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, "must be one of " + WireNames<Pollutant>.All);
                else if (pollutants.Number(name, 0, MaxConcentration, required: true) is { } concentration)
                    found[pollutant] = concentration;
            }
        }

        return found.ToImmutable();
    }
}
