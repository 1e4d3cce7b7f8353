using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.AllInOne;

/// <summary>demo.json: the demo organization's keys, so that they outlive a restart. Readable by its owner only.</summary>
internal sealed record DemoKeys
{
    [JsonPropertyName("api_key")] public required string ApiKey { get; init; }

    [JsonPropertyName("admin_key")] public required string AdminKey { get; init; }

    /// <summary>Null where there are none, or the file is broken: then new ones are made.</summary>
    public static DemoKeys? Read(string stateFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoKeys>(File.ReadAllBytes(PathIn(stateFolder)));
        }
        catch (Exception missing) when (missing is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>In one step, as a kill may come at any moment.</summary>
    public void Write(string stateFolder)
    {
        var path = PathIn(stateFolder);
        var temporary = $"{path}.{Environment.ProcessId}";
        System.IO.Directory.CreateDirectory(stateFolder);
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, this);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static string PathIn(string stateFolder) => Path.Combine(stateFolder, "demo.json");
}
