namespace Fleet.Testing;

/// <summary>
/// Real data beside the project (<c>../shared/data</c>, or where FLEET_SHARED_DATA points). It is no part of the
/// project: tests that need it skip where it is absent.
/// </summary>
public static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The file's path, or null where the data is absent.</summary>
    public static string? Path(string relative) =>
        Root is not null && System.IO.Path.Combine(Root, relative) is var path && System.IO.Path.Exists(path) ? path : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FLEET_SHARED_DATA") is { Length: > 0 } named)
            return named;

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
