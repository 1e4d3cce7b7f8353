using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Storage.Postgres;

/// <summary>One numbered SQL file. Once released it never changes; a mistake is mended by the next number.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public static IReadOnlyList<Migration> All { get; } = Load();

    private static List<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                return new Migration(int.Parse(n[..4], CultureInfo.InvariantCulture), n, reader.ReadToEnd());
            })
            .ToList();
    }
}
