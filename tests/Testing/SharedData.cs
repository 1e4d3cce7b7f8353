namespace Fleet.Testing;

/// <summary>Real data that lies beside the project and is never part of it; tests that need it are skipped where it is absent.</summary>
public static class SharedData
{
    /// <summary>The file under <c>shared/data</c> of any folder above the tests, or under <c>FLEET_SHARED_DATA</c>; null where absent.</summary>
    public static string? Find(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("FLEET_SHARED_DATA");
        if (root is not null)
        {
            return Existing(Path.Combine(root, relativePath));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "data", relativePath)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
