using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Devices.Gateway;

/// <summary>What <c>./fleet up</c> says about itself in .fleet/run.json. Holds secrets: the file is readable by its owner only.</summary>
public sealed record RunFile
{
    [JsonPropertyName("url")] public required string Url { get; init; }

    /// <summary>Operator; null without the demo organization.</summary>
    [JsonPropertyName("api_key")] public string? ApiKey { get; init; }

    /// <summary>Admin; null without the demo organization.</summary>
    [JsonPropertyName("admin_key")] public string? AdminKey { get; init; }

    [JsonPropertyName("jwt_secret")] public required string JwtSecret { get; init; }

    [JsonPropertyName("organization_id")] public string? OrganizationId { get; init; }

    [JsonPropertyName("engine")] public required string Engine { get; init; }

    [JsonPropertyName("storage")] public required string Storage { get; init; }

    /// <summary>By which other processes join; null for a process that is its own cluster.</summary>
    [JsonPropertyName("cluster_id")] public string? ClusterId { get; init; }

    /// <summary>Connection string, where other processes need it to join.</summary>
    [JsonPropertyName("database")] public string? Database { get; init; }

    [JsonPropertyName("pid")] public required int Pid { get; init; }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The nearest .fleet/run.json from <paramref name="folder"/> upwards; null where there is none.</summary>
    /// <exception cref="IOException">There is one and it cannot be read.</exception>
    public static RunFile? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, ".fleet", "run.json");
            if (File.Exists(path))
                return Read(path);
        }

        return null;
    }

    /// <exception cref="IOException">The file cannot be read, or is not a run file.</exception>
    public static RunFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunFile>(File.ReadAllBytes(path))
                ?? throw new IOException($"{path} is empty");
        }
        catch (JsonException broken)
        {
            throw new IOException($"{path} is not a run file: {broken.Message}", broken);
        }
    }

    /// <summary>Replaces the file in one step; nobody but the owner ever can read it.</summary>
    public void Write(string path)
    {
        var whole = Path.GetFullPath(path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        var temporary = $"{whole}.{Environment.ProcessId}";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, this, Indented);
        }

        File.Move(temporary, whole, overwrite: true);
    }
}
