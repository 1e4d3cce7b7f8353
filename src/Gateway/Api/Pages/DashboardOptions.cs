using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Api.Pages;

/// <summary>Configuration section <c>Gateway:Dashboard</c>.</summary>
public sealed class DashboardOptions : IValidatableObject
{
    public const string Section = "Gateway:Dashboard";

    private static readonly string[] Parts = ["{z}", "{x}", "{y}"];

    /// <summary>Where the built dashboard lies (clients/dashboard/dist). Null, or a folder without index.html: <c>/</c> says how to build it.</summary>
    public string? Folder { get; set; }

    /// <summary>Tiles behind the map, for example <c>https://tile.openstreetmap.org/{z}/{x}/{y}.png</c>. Null: a plain base of coast lines, no request leaves the page.</summary>
    [StringLength(500)]
    public string? TileUrl { get; set; }

    /// <summary>Who made the tiles, as their licence wants it shown. Plain text.</summary>
    [StringLength(200)]
    public string? TileAttribution { get; set; }

    /// <summary>Where the tiles come from, for the content policy; null without tiles or where they are the gateway's own.</summary>
    /// <remarks><c>{s}</c> stands for any first label: a, b or c as Leaflet has it.</remarks>
    internal string? TileOrigin =>
        TileUrl is { } url && IsWeb(url) && Uri.TryCreate(url.Replace("{s}.", "subdomain.", StringComparison.Ordinal), UriKind.Absolute, out var tiles)
            ? tiles.GetLeftPart(UriPartial.Authority).Replace("//subdomain.", "//*.", StringComparison.Ordinal)
            : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TileUrl is null)
            yield break;
        if (IsWeb(TileUrl) ? TileOrigin is null : !TileUrl.StartsWith('/') || TileUrl.StartsWith("//", StringComparison.Ordinal))
            yield return Wrong("must be an http or https address, or a path of the gateway");
        else if (!Parts.All(part => TileUrl.Contains(part, StringComparison.Ordinal)))
            yield return Wrong("must have {z}, {x} and {y}");
    }

    private static bool IsWeb(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static ValidationResult Wrong(string what) => new($"{Section}:{nameof(TileUrl)} {what}.", [nameof(TileUrl)]);
}
