namespace Fleet.Devices.Traces;

/// <summary>Where one field comes from, and its unit there (null for the field's default).</summary>
internal sealed record FieldSource
{
    public FieldSource(TraceField field, Template template, string? unit)
    {
        var units = TraceFields.Units(field);
        if (unit is not null && units.Length > 0 && !units.Any(u => u.Unit == unit))
            throw new TraceException($"--map: {TraceFields.Names[field]} has no unit '{unit}'; it is one of {string.Join(", ", units.Select(u => u.Unit))}");
        if (unit is not null && TraceFields.IsId(field))
            throw new TraceException($"--map: {TraceFields.Names[field]} has no unit (to name a column with a colon, write it in braces)");
        if (unit is not null && field == TraceField.Engine && unit is not "bool" and not "rpm")
            throw new TraceException("--map: engine has no unit '" + unit + "'; it is one of bool, rpm");
        (Field, Template, Unit) = (field, template, unit);
    }

    public TraceField Field { get; }

    public Template Template { get; }

    public string? Unit { get; }

    public double Factor => TraceFields.Units(Field).FirstOrDefault(u => Unit is null || u.Unit == Unit, ("", 1)).Item2;

    public override string ToString() => $"{TraceFields.Names[Field]}={Template}{(Unit is null ? "" : ":" + Unit)}";
}
