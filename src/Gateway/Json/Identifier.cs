using System.Buffers;

namespace Fleet.Gateway.Json;

/// <summary>The rule for every id on the wire: 1–128 characters of <c>A-Z a-z 0-9 _ . : -</c>.</summary>
internal static class Identifier
{
    public const int MaxLength = 128;

    public const string Rule = "must be 1 to 128 characters of A-Z a-z 0-9 _ . : -";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-");

    private static readonly SearchValues<byte> Octets =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-"u8);

    public static bool IsValid(ReadOnlySpan<char> id) =>
        id.Length is > 0 and <= MaxLength && !id.ContainsAnyExcept(Characters);

    public static bool IsValid(ReadOnlySpan<byte> id) =>
        id.Length is > 0 and <= MaxLength && !id.ContainsAnyExcept(Octets);

    /// <summary>A name that a client made up, to be repeated in an error.</summary>
    public static string Shorten(string name) => name.Length <= MaxLength ? name : name[..MaxLength] + "…";
}
