using System.Globalization;
using System.Text;
using Fleet.Gateway.Json;
using Microsoft.Extensions.Primitives;

namespace Fleet.Gateway.Ingest.OsmAnd;

/// <summary>The parameters of one OsmAnd request, into a draft. Errors name the parameter as it was given.</summary>
internal sealed class OsmAndParameters(DateTimeOffset now)
{
    /// <summary>What is understood, for the API's description.</summary>
    public static readonly string[] Names =
        [OsmAndEndpoint.KeyParameter, "id", "lat", "lon", "timestamp", "speed", "bearing", "altitude", "accuracy", "batt", "valid", "ignition", "driverUniqueId"];

    /// <summary>The international knot in km/h.</summary>
    private const double Knot = 1.852;

    /// <summary>Unix times below this are seconds, as Traccar has it: as milliseconds they would be of January 1970.</summary>
    private const double MaxSeconds = int.MaxValue;

    private PositionDraft _draft;
    private bool _invalid;

    /// <summary>Takes one parameter. Unknown ones are let pass, an empty one is absent.</summary>
    public void Take(string name, StringValues values)
    {
        var field = FieldOf(name);
        if (field == PositionField.None && name is not ("valid" or "location"))
            return;

        if (values is not [{ } text] || (field != PositionField.None && (_draft.Seen & field) != 0))
            _draft.Fail(name, FieldErrorCode.Duplicate, "is given twice");
        else if (text.Length > 0)
            Read(name, field, text);

        _draft.Seen |= field;
    }

    /// <summary>The draft, with the time of receipt where the device gave none.</summary>
    public PositionDraft Finish()
    {
        Require(PositionField.VehicleId, "id");
        Require(PositionField.Latitude, "lat");
        Require(PositionField.Longitude, "lon");
        if ((_draft.Given & PositionField.Timestamp) == 0)
        {
            _draft.Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
            _draft.Given |= PositionField.Timestamp;
        }

        if (_invalid)
            _draft.Fail("valid", FieldErrorCode.Refused, "says that there was no fix");

        return _draft;
    }

    private static PositionField FieldOf(string name) => name switch
    {
        "id" or "deviceid" => PositionField.VehicleId,
        "lat" => PositionField.Latitude,
        "lon" => PositionField.Longitude,
        "timestamp" => PositionField.Timestamp,
        "speed" => PositionField.Speed,
        "bearing" or "heading" => PositionField.Heading,
        "altitude" => PositionField.Altitude,
        "accuracy" => PositionField.Accuracy,
        "ignition" => PositionField.EngineRunning,
        "driverUniqueId" => PositionField.DriverId,
        _ => PositionField.None,
    };

    private void Read(string name, PositionField field, string text)
    {
        switch (field)
        {
            case PositionField.VehicleId:
                _draft.VehicleId = Id(name, text);
                _draft.Given |= field;
                break;
            case PositionField.DriverId:
                _draft.DriverId = Id(name, text);
                break;
            case PositionField.Latitude or PositionField.Longitude:
                Place(name, field, text);
                break;
            case PositionField.Timestamp:
                Time(name, text);
                break;
            case PositionField.Speed:
                _draft.Speed = Known(Number(name, text, double.MinValue, PositionLimits.MaxSpeedKmh / Knot)) * Knot;
                break;
            case PositionField.Heading:
                _draft.Heading = Known(Number(name, text, double.MinValue, PositionLimits.MaxHeadingDegrees)) is { } heading
                    ? heading % PositionLimits.MaxHeadingDegrees : null;
                break;
            case PositionField.Altitude:
                _draft.Altitude = Number(name, text, PositionLimits.MinAltitudeMeters, PositionLimits.MaxAltitudeMeters);
                break;
            case PositionField.Accuracy:
                _draft.Accuracy = Number(name, text, double.MinValue, double.MaxValue) is > 0 and var accuracy ? accuracy : null;
                break;
            case PositionField.EngineRunning:
                _draft.EngineRunning = Flag(name, text);
                break;
            default:
                ReadOther(name, text);
                break;
        }
    }

    private void ReadOther(string name, string text)
    {
        if (name == "valid")
        {
            _invalid = Flag(name, text) == false;
            return;
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            _draft.Fail(name, FieldErrorCode.Format, "must be latitude,longitude");
            return;
        }

        Place(name, PositionField.Latitude, text[..comma]);
        Place(name, PositionField.Longitude, text[(comma + 1)..]);
    }

    private void Place(string name, PositionField field, string text)
    {
        var max = field == PositionField.Latitude ? PositionLimits.MaxLatitude : PositionLimits.MaxLongitude;
        var value = Number(name, text, -max, max) ?? 0;
        _draft.Given |= field;
        if (field == PositionField.Latitude)
            _draft.Latitude = value;
        else
            _draft.Longitude = value == PositionLimits.MaxLongitude ? -value : value; // one meridian, one spelling
    }

    private void Time(string name, string text)
    {
        _draft.Given |= PositionField.Timestamp;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var milliseconds = Math.Floor(number < MaxSeconds ? number * 1000 : number);
            if (milliseconds < long.MaxValue && UnixTime.TryRead((long)milliseconds, out _draft.Timestamp))
                return;
        }
        else if (text.Length <= 64 && Iso8601.TryRead(Encoding.UTF8.GetBytes(WithZone(text)), out _draft.Timestamp))
        {
            return;
        }

        _draft.Fail(name, FieldErrorCode.Format, "must be unix seconds or milliseconds, or an ISO-8601 time");
    }

    /// <summary><c>2024-04-13 10:30:00</c>, as some clients spell it, is UTC.</summary>
    private static string WithZone(string text) => text.Length == 19 && text[10] == ' ' ? text[..10] + "T" + text[11..] + "Z" : text;

    private string? Id(string name, string text)
    {
        if (Identifier.IsValid(text))
            return text;

        _draft.Fail(name, FieldErrorCode.Format, Identifier.Rule);
        return null;
    }

    private double? Number(string name, string text, double min, double max)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            _draft.Fail(name, FieldErrorCode.Format, "must be a number");
        else if (!double.IsFinite(value))
            _draft.Fail(name, FieldErrorCode.NotFinite, "must be a finite number");
        else if (value < min || value > max)
            _draft.Fail(name, FieldErrorCode.Range, string.Create(CultureInfo.InvariantCulture, $"must be between {(min < -max ? 0 : min)} and {Math.Round(max, 3)}"));
        else
            return value;

        return null;
    }

    /// <summary>Devices say −1 for what they do not know.</summary>
    private static double? Known(double? value) => value >= 0 ? value : null;

    private bool? Flag(string name, string text)
    {
        switch (text)
        {
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                _draft.Fail(name, FieldErrorCode.Format, "must be true or false");
                return null;
        }
    }

    private void Require(PositionField field, string name)
    {
        if ((_draft.Given & field) == 0)
            _draft.Fail(name, FieldErrorCode.Required, "is required");
    }
}
