namespace Fleet.Gateway.Json;

/// <summary>The codes of field errors, everywhere in the gateway. docs/rest.md lists them; a test compares.</summary>
public static class FieldErrorCode
{
    public const string Required = "required";

    /// <summary>A JSON value of the wrong kind.</summary>
    public const string Type = "type";

    /// <summary>Outside the documented range.</summary>
    public const string Range = "range";

    /// <summary>A number too large to be one (<c>1e400</c>).</summary>
    public const string NotFinite = "not_finite";

    /// <summary>Right kind, wrong spelling: an id, a time, a cursor.</summary>
    public const string Format = "format";

    /// <summary>Not one of the known values.</summary>
    public const string Unknown = "unknown_value";

    /// <summary>Given twice.</summary>
    public const string Duplicate = "duplicate_field";

    /// <summary>Further ahead of the gateway's clock than allowed.</summary>
    public const string Future = "in_the_future";

    public const string TooOld = "too_old";

    public const string Forbidden = "forbidden";

    /// <summary>Two fields that do not go together.</summary>
    public const string Conflict = "conflict";

    /// <summary>A geometry that encloses nothing, crosses itself or is not closed.</summary>
    public const string Geometry = "geometry";

    /// <summary>The vehicle itself refused it.</summary>
    public const string Refused = "refused";
}
