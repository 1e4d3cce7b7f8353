using System.Text.Json;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary>
/// Positions from JSON, one object or an array of them, S0's nested form or flat. Reads the bytes once and allocates
/// the positions only. Each item is judged alone; only what is no JSON at all fails the whole.
/// </summary>
internal sealed class PositionReader(IOptions<IngestOptions> options, TimeProvider time)
{
    private readonly IdentifierCache _identifiers = new();
    private readonly IngestOptions _options = options.Value;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="IngestShapeException">It is, but neither an object nor an array, or too long an array.</exception>
    public PositionBatch Read(ReadOnlySpan<byte> utf8, Principal principal)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        var batch = Read(ref json, principal);
        json.Read(); // throws where something follows
        return batch;
    }

    /// <summary>The same within a larger text.</summary>
    /// <param name="json">Stands on the object or array, afterwards on its end.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="IngestShapeException">Neither an object nor an array, or too long an array.</exception>
    public PositionBatch Read(ref Utf8JsonReader json, Principal principal)
    {
        var batch = new PositionBatch(principal);
        var now = time.GetUtcNow();
        if (json.TokenType == JsonTokenType.StartObject)
            ReadItem(ref json, batch, now);
        else if (json.TokenType == JsonTokenType.StartArray)
            ReadArray(ref json, batch, now);
        else
            throw new IngestShapeException(tooMany: false);

        return batch;
    }

    private void ReadArray(ref Utf8JsonReader json, PositionBatch batch, DateTimeOffset now)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (batch.Items.Count == _options.MaxBatch)
                throw new IngestShapeException(tooMany: true);

            ReadItem(ref json, batch, now);
        }
    }

    private void ReadItem(ref Utf8JsonReader json, PositionBatch batch, DateTimeOffset now)
    {
        var draft = default(PositionDraft);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            draft.Fail("item", FieldErrorCode.Type, "must be an object");
        }
        else
        {
            ReadObject(ref json, ref draft, PositionField.None);
        }

        Judge(ref draft, batch, now);
    }

    /// <summary>The rules that need a whole item. Puts it into the batch, or its first error.</summary>
    public void Judge(ref PositionDraft draft, PositionBatch batch, DateTimeOffset now)
    {
        if (draft.Error is null)
            Complete(ref draft, now);

        if (draft.Error is null && !batch.Principal.MayTouchVehicle(draft.VehicleId!))
            draft.Fail("vehicle_id", FieldErrorCode.Forbidden, "is not among the vehicles of this credential");

        if (draft.Error is { } error)
            batch.Refuse(error);
        else
            batch.Add(new IngestPosition(draft.VehicleId!, draft.ToPosition(now)));
    }

    private void Complete(ref PositionDraft draft, DateTimeOffset now)
    {
        Require(ref draft, PositionField.VehicleId, "vehicle_id");
        Require(ref draft, PositionField.Timestamp, "timestamp");
        Require(ref draft, PositionField.Latitude, "latitude");
        Require(ref draft, PositionField.Longitude, "longitude");
        if (draft.Error is not null)
            return;

        if (draft.Timestamp - now > TimeSpan.FromSeconds(_options.MaxAheadSeconds))
            draft.Fail("timestamp", FieldErrorCode.Future, $"is more than {_options.MaxAheadSeconds} s ahead of the server's clock");
        else if (draft.Timestamp < _options.MinimumTime)
            draft.Fail("timestamp", FieldErrorCode.TooOld, $"is before {_options.MinimumTime:O}; unix times are in milliseconds");

        if (draft.Accuracy > _options.MaxAccuracyMeters)
            draft.Fail("accuracy", FieldErrorCode.Range, $"must be between 0 and {_options.MaxAccuracyMeters.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    /// <summary>Reads an object's fields into the draft: the item itself, or its <c>location</c> or <c>motion</c>.</summary>
    private void ReadObject(ref Utf8JsonReader json, ref PositionDraft draft, PositionField parent)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var field = Allowed(PositionFields.Identify(ref json), parent);
            json.Read();
            if (field == PositionField.None)
            {
                json.Skip();
                continue;
            }

            if ((draft.Seen & field) != 0)
            {
                draft.Fail(PositionFields.NameOf(field), FieldErrorCode.Duplicate, "is given twice");
                json.Skip();
                continue;
            }

            draft.Seen |= field;
            if (json.TokenType != JsonTokenType.Null)
                ReadField(ref json, ref draft, field);
        }
    }

    /// <summary>Axes belong to vectors; the nested objects do not nest again.</summary>
    private static PositionField Allowed(PositionField field, PositionField parent) => field switch
    {
        PositionField.X or PositionField.Y or PositionField.Z => PositionField.None,
        PositionField.Location or PositionField.Motion when parent != PositionField.None => PositionField.None,
        _ => field,
    };

    private void ReadField(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field)
    {
        switch (field)
        {
            case PositionField.VehicleId:
                draft.VehicleId = ReadId(ref json, ref draft, field);
                break;
            case PositionField.TripId:
                draft.TripId = ReadId(ref json, ref draft, field);
                break;
            case PositionField.DriverId:
                draft.DriverId = ReadId(ref json, ref draft, field);
                break;
            case PositionField.Timestamp:
                ReadTimestamp(ref json, ref draft);
                break;
            case PositionField.Latitude:
                draft.Latitude = ReadNumber(ref json, ref draft, field, -PositionLimits.MaxLatitude, PositionLimits.MaxLatitude) ?? 0;
                break;
            case PositionField.Longitude:
                var longitude = ReadNumber(ref json, ref draft, field, -PositionLimits.MaxLongitude, PositionLimits.MaxLongitude) ?? 0;
                draft.Longitude = longitude == PositionLimits.MaxLongitude ? -longitude : longitude; // one meridian, one spelling
                break;
            case PositionField.Speed:
                draft.Speed = ReadNumber(ref json, ref draft, field, 0, PositionLimits.MaxSpeedKmh);
                break;
            case PositionField.Heading:
                var heading = ReadNumber(ref json, ref draft, field, 0, PositionLimits.MaxHeadingDegrees);
                draft.Heading = heading == PositionLimits.MaxHeadingDegrees ? 0 : heading;
                break;
            case PositionField.Accuracy:
                draft.Accuracy = ReadNumber(ref json, ref draft, field, 0, double.MaxValue); // its maximum is configured
                break;
            case PositionField.Altitude:
                draft.Altitude = ReadNumber(ref json, ref draft, field, PositionLimits.MinAltitudeMeters, PositionLimits.MaxAltitudeMeters);
                break;
            case PositionField.FuelLevel:
                draft.FuelLevel = ReadNumber(ref json, ref draft, field, 0, 1);
                break;
            case PositionField.OdometerKm:
                draft.OdometerKm = ReadNumber(ref json, ref draft, field, 0, PositionLimits.MaxOdometerKm);
                break;
            case PositionField.SpeedLimit:
                draft.SpeedLimit = ReadNumber(ref json, ref draft, field, 0, PositionLimits.MaxSpeedKmh);
                break;
            case PositionField.EngineRunning:
                draft.EngineRunning = ReadFlag(ref json, ref draft, field);
                break;
            case PositionField.Acceleration:
                draft.Acceleration = ReadVector(ref json, ref draft, field);
                break;
            case PositionField.Gyroscope:
                draft.Gyroscope = ReadVector(ref json, ref draft, field);
                break;
            case PositionField.Location or PositionField.Motion when json.TokenType == JsonTokenType.StartObject:
                ReadObject(ref json, ref draft, field);
                break;
            default:
                FailType(ref json, ref draft, field, "must be an object");
                break;
        }
    }

    private string? ReadId(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            FailType(ref json, ref draft, field, "must be a string");
            return null;
        }

        Span<byte> buffer = stackalloc byte[Identifier.MaxLength];
        scoped ReadOnlySpan<byte> text = json.ValueIsEscaped ? buffer[..Unescape(ref json, buffer)] : json.ValueSpan;
        var id = _identifiers.Get(text);
        if (id is null)
            draft.Fail(PositionFields.NameOf(field), FieldErrorCode.Format, Identifier.Rule);

        draft.Given |= field;
        return id;
    }

    private static void ReadTimestamp(ref Utf8JsonReader json, ref PositionDraft draft)
    {
        draft.Given |= PositionField.Timestamp;
        Span<byte> buffer = stackalloc byte[Identifier.MaxLength];
        var valid = json.TokenType switch
        {
            JsonTokenType.String when json.ValueIsEscaped => Iso8601.TryRead(buffer[..Unescape(ref json, buffer)], out draft.Timestamp),
            JsonTokenType.String => Iso8601.TryRead(json.ValueSpan, out draft.Timestamp),
            JsonTokenType.Number => json.TryGetInt64(out var milliseconds) && UnixTime.TryRead(milliseconds, out draft.Timestamp),
            _ => false,
        };
        if (valid)
            return;

        json.Skip();
        draft.Fail("timestamp", FieldErrorCode.Format, UnixTime.Rule);
    }

    private static double? ReadNumber(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field, double min, double max)
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            FailType(ref json, ref draft, field, "must be a number");
            return null;
        }

        draft.Given |= field;
        if (!json.TryGetDouble(out var value) || !double.IsFinite(value)) // 1e400 reads as infinity
            draft.Fail(PositionFields.NameOf(field), FieldErrorCode.NotFinite, "is too large a number");
        else if (value < min || value > max)
            draft.Fail(PositionFields.NameOf(field), FieldErrorCode.Range, RangeRule(min, max));
        else
            return value;

        return null;
    }

    private static bool? ReadFlag(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field)
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False)
            return json.TokenType == JsonTokenType.True;

        FailType(ref json, ref draft, field, "must be true or false");
        return null;
    }

    private static Vector3? ReadVector(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            FailType(ref json, ref draft, field, "must be an object with x, y and z");
            return null;
        }

        const PositionField All = PositionField.X | PositionField.Y | PositionField.Z;
        double x = 0, y = 0, z = 0;
        var seen = PositionField.None;
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var axis = PositionFields.Identify(ref json) & All;
            json.Read();
            if (axis == PositionField.None)
            {
                json.Skip();
                continue;
            }

            if ((seen & axis) != 0)
                draft.Fail(AxisName(field, axis), FieldErrorCode.Duplicate, "is given twice");

            seen |= axis;
            var value = ReadAxis(ref json, ref draft, field, axis);
            _ = axis switch { PositionField.X => x = value, PositionField.Y => y = value, _ => z = value };
        }

        if (seen != All)
            draft.Fail(PositionFields.NameOf(field), FieldErrorCode.Required, "must have x, y and z");

        return new Vector3(x, y, z);
    }

    private static double ReadAxis(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field, PositionField axis)
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            json.Skip();
            draft.Fail(AxisName(field, axis), FieldErrorCode.Type, "must be a number");
            return 0;
        }

        if (!json.TryGetDouble(out var value) || !double.IsFinite(value))
            draft.Fail(AxisName(field, axis), FieldErrorCode.NotFinite, "is too large a number");
        else if (Math.Abs(value) > PositionLimits.MaxMotion)
            draft.Fail(AxisName(field, axis), FieldErrorCode.Range, RangeRule(-PositionLimits.MaxMotion, PositionLimits.MaxMotion));

        return value;
    }

    /// <summary>Copies an escaped string; 0 bytes where they are too many for an id or no Unicode.</summary>
    private static int Unescape(ref Utf8JsonReader json, scoped Span<byte> buffer)
    {
        if (json.ValueSpan.Length > buffer.Length * 6) // every character as a \u escape
            return 0;

        try
        {
            return json.CopyString(buffer);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return 0; // half a surrogate pair, or longer than the buffer
        }
    }

    private static void FailType(ref Utf8JsonReader json, ref PositionDraft draft, PositionField field, string rule)
    {
        draft.Given |= field;
        json.Skip();
        draft.Fail(PositionFields.NameOf(field), FieldErrorCode.Type, rule);
    }

    private static void Require(ref PositionDraft draft, PositionField field, string name)
    {
        if ((draft.Given & field) == 0)
            draft.Fail(name, FieldErrorCode.Required, "is required");
    }

    private static string AxisName(PositionField field, PositionField axis) =>
        PositionFields.NameOf(field) + "." + PositionFields.NameOf(axis);

    private static string RangeRule(double min, double max) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"must be between {min} and {max}");
}
