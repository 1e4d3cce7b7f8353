using System.ComponentModel;
using System.Globalization;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>The weather of an area, in the shape of weather.update's data.</summary>
public sealed record WeatherBody
{
    [Description("The station; made of the place, to a hundredth of a degree, where absent.")]
    public string? AreaId { get; init; }

    public required PlaceBody Location { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    [Description("°C, −90 … 70.")]
    public double? Temperature { get; init; }

    public string? Conditions { get; init; }

    [Description("mm an hour, 0 … 500.")]
    public double? Precipitation { get; init; }

    [Description("Percent.")]
    public double? Humidity { get; init; }

    [Description("km/h, 0 … 500.")]
    public double? WindSpeed { get; init; }

    [Description("km, 0 … 500.")]
    public double? Visibility { get; init; }

    internal static (string AreaId, Weather Weather)? Read(JsonFields fields, Principal principal, TrafficReading reading)
    {
        var place = TrafficReading.Place(fields, principal, required: true);
        var weather = new Weather
        {
            Timestamp = reading.Time(fields),
            Location = place ?? default,
            Temperature = fields.Number("temperature", -90, 70),
            Conditions = fields.Text("conditions", 128),
            Precipitation = fields.Number("precipitation", 0, 500),
            Humidity = fields.Number("humidity", 0, 100),
            WindSpeed = fields.Number("wind_speed", 0, 500),
            Visibility = fields.Number("visibility", 0, 500),
        };
        var id = AreaOf(fields, place);
        if (weather is { Temperature: null, Conditions: null, Precipitation: null } && !fields.Errors.Any)
            fields.Fail("temperature", FieldErrorCode.Required, "one of temperature, conditions and precipitation is required");

        return fields.Errors.Any ? null : (id, weather);
    }

    /// <summary>The area given, or the one that holds the place: about a kilometre square.</summary>
    internal static string AreaOf(JsonFields fields, GeoPoint? place) =>
        fields.Id("area_id") ?? string.Create(CultureInfo.InvariantCulture, $"area:{place?.Latitude:0.00}:{place?.Longitude:0.00}");
}
