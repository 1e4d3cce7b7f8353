using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fleet.Devices.Traces;

/// <summary>Makes points of records by a map. Bound once to a file's columns.</summary>
internal sealed class PointReader
{
    private static readonly string[] UsualNulls = ["", "NA", "N/A", "NULL", "NaN", "None", "-", "\\N"];

    private readonly Cell?[] _cells = new Cell?[Enum.GetValues<TraceField>().Length];
    private readonly HashSet<string> _nulls;
    private readonly NumberFormatInfo _numbers;
    private readonly TimeText _time;

    /// <exception cref="TraceException">A column is not there, or a field is missing without which there is no position.</exception>
    public PointReader(FieldMap map, IReadOnlyList<string> columns, TraceOptions options)
    {
        foreach (var source in map.Sources)
            _cells[(int)source.Field] = new Cell(source, source.Template.Bind(columns));
        foreach (var needed in (TraceField[])[TraceField.Vehicle, TraceField.Time, TraceField.Latitude, TraceField.Longitude])
        {
            if (_cells[(int)needed] is null)
                throw new TraceException($"no column is known to be the {TraceFields.Names[needed]}; say which with --map {TraceFields.Names[needed]}=COLUMN (the columns are {string.Join(", ", columns)})");
        }

        RequireAllAxes(TraceField.AccelX);
        RequireAllAxes(TraceField.GyroX);
        _nulls = new HashSet<string>([.. UsualNulls, .. options.NullTexts], StringComparer.OrdinalIgnoreCase);
        _numbers = options.DecimalComma == true
            ? new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." }
            : NumberFormatInfo.InvariantInfo;
        _time = new TimeText(
            _cells[(int)TraceField.Time]!.Source.Unit,
            options.UtcOffset ?? TimeSpan.Zero,
            options.Start ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public bool TryRead(IReadOnlyList<string> fields, [NotNullWhen(true)] out TracePoint? point, [NotNullWhen(false)] out string? error)
    {
        point = null;
        try
        {
            error = null;
            point = Read(fields);
            return true;
        }
        catch (FormatException wrong)
        {
            error = wrong.Message;
            return false;
        }
    }

    private TracePoint Read(IReadOnlyList<string> fields)
    {
        var timeText = Text(TraceField.Time, fields) ?? throw new FormatException("there is no time");
        if (!_time.TryRead(timeText, out var time))
            throw Wrong(TraceField.Time, timeText, "no time that --map's unit describes");
        return new TracePoint
        {
            VehicleId = Id(TraceField.Vehicle, fields) ?? throw new FormatException("there is no vehicle"),
            DriverId = Id(TraceField.Driver, fields),
            TripId = Id(TraceField.Trip, fields),
            Time = time,
            Latitude = Number(TraceField.Latitude, fields) ?? throw new FormatException("there is no latitude"),
            Longitude = Number(TraceField.Longitude, fields) ?? throw new FormatException("there is no longitude"),
            SpeedKmh = Number(TraceField.Speed, fields),
            HeadingDegrees = Number(TraceField.Heading, fields) is { } heading ? Normalized(heading) : null,
            AccuracyMeters = Number(TraceField.Accuracy, fields) ?? Number(TraceField.Hdop, fields),
            AltitudeMeters = Number(TraceField.Altitude, fields),
            Acceleration = Vector(TraceField.AccelX, fields),
            Gyroscope = Vector(TraceField.GyroX, fields),
            FuelLevel = Number(TraceField.Fuel, fields),
            EngineRunning = Engine(fields),
            OdometerKm = Number(TraceField.Odometer, fields),
            SpeedLimitKmh = Number(TraceField.SpeedLimit, fields),
        };
    }

    private static double Normalized(double heading)
    {
        var turn = heading % 360;
        turn = turn < 0 ? turn + 360 : turn;
        return turn >= 360 ? 0 : turn;
    }

    private string? Text(TraceField field, IReadOnlyList<string> fields)
    {
        var text = _cells[(int)field]?.Value(fields);
        return text is null || _nulls.Contains(text) ? null : text;
    }

    private string? Id(TraceField field, IReadOnlyList<string> fields) =>
        Text(field, fields) is { } text ? TraceId.From(text) : null;

    private double? Number(TraceField field, IReadOnlyList<string> fields)
    {
        if (Text(field, fields) is not { } text)
            return null;
        if (!double.TryParse(text, NumberStyles.Float, _numbers, out var value) || !double.IsFinite(value))
            throw Wrong(field, text, "no number");
        return value * _cells[(int)field]!.Factor;
    }

    private Axes? Vector(TraceField x, IReadOnlyList<string> fields) =>
        Number(x, fields) is { } first && Number(x + 1, fields) is { } second && Number(x + 2, fields) is { } third
            ? new Axes(first, second, third)
            : null;

    private bool? Engine(IReadOnlyList<string> fields)
    {
        if (_cells[(int)TraceField.Engine]?.Source.Unit == "rpm")
            return Number(TraceField.Engine, fields) is { } rpm ? rpm > 0 : null;
        return Text(TraceField.Engine, fields)?.ToUpperInvariant() switch
        {
            null => null,
            "1" or "TRUE" or "T" or "YES" or "Y" or "ON" => true,
            "0" or "FALSE" or "F" or "NO" or "N" or "OFF" => false,
            var other => throw Wrong(TraceField.Engine, other, "neither on nor off"),
        };
    }

    private static FormatException Wrong(TraceField field, string text, string what) =>
        new($"{TraceFields.Names[field]}: '{(text.Length <= 40 ? text : text[..40] + "…")}' is {what}");

    private void RequireAllAxes(TraceField x)
    {
        var given = Enumerable.Range((int)x, 3).Count(i => _cells[i] is not null);
        if (given is 1 or 2)
            throw new TraceException($"{TraceFields.Names[x]} and its two siblings must be mapped together or not at all");
    }

    private sealed class Cell(FieldSource source, Func<IReadOnlyList<string>, string> value)
    {
        public FieldSource Source { get; } = source;

        public Func<IReadOnlyList<string>, string> Value { get; } = value;

        public double Factor { get; } = source.Factor;
    }
}
