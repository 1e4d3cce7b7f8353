using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Fleet.Storage;

/// <summary>Writes an array that was never assigned as an empty one, and reads null as empty: the default value throws on use.</summary>
internal sealed class ImmutableArrayConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(ArrayConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()), options)!;

    private sealed class ArrayConverter<T>(JsonSerializerOptions options) : JsonConverter<ImmutableArray<T>>
    {
        // Looked up at first use: a type may hold arrays of itself.
        private readonly Lazy<JsonTypeInfo<T>> _item = new(() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));

        public override bool HandleNull => true;

        public override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null)
                return [];
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException();
            var items = ImmutableArray.CreateBuilder<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                items.Add(JsonSerializer.Deserialize(ref reader, _item.Value)!);
            return items.DrainToImmutable();
        }

        public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            if (!value.IsDefault)
            {
                foreach (var item in value)
                    JsonSerializer.Serialize(writer, item, _item.Value);
            }

            writer.WriteEndArray();
        }
    }
}
