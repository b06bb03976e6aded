// SPDX-License-Identifier: MIT
#include "support/catch.hpp"
#undef CHECK  // libtorch has one of its own
#include "vary/interop/torch.hpp"

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "support/images.hpp"
#include "transforms/checks.hpp"
#include "vary/vary.hpp"

using tests::refusal;
using vary::ImageView;
using vary::into_of;
using vary::planes_of;
using vary::tensor_of;
using vary::view_of;

namespace {

/// A tensor with these sizes and the values 0, 1, 2, ...
torch::Tensor iota_tensor(torch::IntArrayRef sizes, torch::ScalarType type = torch::kFloat32) {
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) count *= size;
  return torch::arange(count).reshape(sizes).to(type);
}

/// True if the values of the tensor and the view are equal, read with the functions of libtorch.
template <class T>
bool same_values(const ImageView<const T>& view, const torch::Tensor& hwc) {
  bool same = hwc.dim() == 3 && hwc.size(0) == view.height() && hwc.size(1) == view.width() &&
              hwc.size(2) == view.channels();
  for (int y = 0; same && y < view.height(); ++y) {
    for (int x = 0; x < view.width(); ++x) {
      for (int c = 0; c < view.channels(); ++c) same = same && view.at(x, y, c) == hwc[y][x][c].item<T>();
    }
  }
  return same;
}

template <class U>
bool same_memory(const void* a, const std::vector<U>& b) {
  return std::memcmp(a, b.data(), b.size() * sizeof(U)) == 0;
}

const vary::Rotate turn{};
const vary::RandomResizedCrop crop{.width = 7, .height = 6};
const vary::GaussianNoise noise{};
const vary::Pipeline<std::uint8_t> augment{crop, turn, noise};
const vary::List<float, 4> mean{0.4f, 0.5f, 0.6f};
const vary::List<float, 4> deviation{0.2f, 0.25f, 0.3f};

/// The output of `augment` in plain memory.
template <class U = float>
std::vector<U> expected_tensor(const vary::Image<std::uint8_t>& photo, const vary::Key& key,
                               vary::Layout layout = vary::Layout::chw) {
  std::vector<U> values(std::size_t{3} * 6 * 7);
  augment.into(vary::Tensor<U>{.data = values.data(), .layout = layout, .mean = mean, .deviation = deviation},
               photo, key);
  return values;
}

/// Ten small images of different sizes.
vary::Images<std::uint8_t> ten_images() {
  std::vector<vary::Image<std::uint8_t>> images;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < 10; ++i) {
    images.push_back(tests::noise_image<std::uint8_t>(8 + i, 12, 3, static_cast<std::uint64_t>(i)));
    labels.push_back(100 - i);
  }
  return {std::move(images), std::move(labels)};
}

/// A type with the members of a batch.
template <class U>
struct SomeBatch {
  std::vector<U> values;
  std::vector<std::int64_t> labels;
  vary::Shape shape;
  vary::Layout layout;
  [[nodiscard]] std::size_t size() const { return labels.size(); }
};

}  // namespace

TEMPLATE_TEST_CASE("A view of a tensor shares its memory", "[torch]", std::uint8_t, float) {
  using T = TestType;
  const torch::Tensor tensor = iota_tensor({5, 6, 3}, vary::detail::torch_type<T>());
  const ImageView<T> view = view_of<T>(tensor);
  REQUIRE(view.data() == tensor.data_ptr<T>());
  REQUIRE(same_values<T>(view, tensor));
  view.at(5, 4, 2) = T{1};
  REQUIRE(tensor[4][5][2].template item<T>() == T{1});

  const torch::Tensor crop = tensor.slice(0, 1, 4).slice(1, 2, 5);
  REQUIRE(view_of<T>(crop).stride() == 18);
  REQUIRE(same_values<T>(view_of<T>(crop), crop));
  const torch::Tensor strided = tensor.slice(0, 0, 5, 2);  // every second row
  REQUIRE(same_values<T>(view_of<T>(strided), strided));

  const torch::Tensor grey = iota_tensor({4, 5}, vary::detail::torch_type<T>());
  REQUIRE(same_values<T>(view_of<T>(grey), grey.unsqueeze(2)));
  const torch::Tensor row = tensor.slice(0, 2, 3), pixel = row.slice(1, 3, 4);
  REQUIRE(same_values<T>(view_of<T>(row), row));
  REQUIRE(same_values<T>(view_of<T>(pixel), pixel));
}

TEST_CASE("A tensor that is not an image of T throws", "[torch]") {
  const auto view_error = [](const torch::Tensor& tensor) {
    return refusal([&] { (void)view_of<float>(tensor); });
  };
  const torch::Tensor image = iota_tensor({5, 6, 3});
  REQUIRE(view_error({}) == "view_of.tensor: is undefined; give a tensor with memory");
  REQUIRE(view_error(image.to(torch::kMeta)) == "view_of.tensor: is on device meta; use tensor.cpu()");
  REQUIRE(view_error(image.to_sparse()) == "view_of.tensor: is not strided; use tensor.to_dense()");
  REQUIRE(view_error(image.to(torch::kUInt8)) ==
          "view_of.tensor: has the type Byte, not Float; change the template argument or use tensor.to()");
  REQUIRE(view_error(image.clone().requires_grad_()) ==
          "view_of.tensor: requires a gradient; use tensor.detach()");
  REQUIRE(view_error(image._neg_view()) == "view_of.tensor: is a negated view; use tensor.resolve_neg()");
  REQUIRE(view_error(torch::empty({5, 0, 3})) ==
          "view_of.tensor: of sizes [5, 0, 3] is empty; give one with pixels");
  REQUIRE(
      view_error(iota_tensor({2, 5, 6, 3})) ==
      "view_of.tensor: has sizes [2, 5, 6, 3], not [height, width, channels]; select one image of a batch by "
      "tensor[i]");
  REQUIRE(view_error(iota_tensor({3, 5, 6}).permute({1, 2, 0})) ==
          "view_of.tensor: of sizes [5, 6, 3] has strides [6, 1, 30], its rows are not dense; use "
          "tensor.contiguous()");
  REQUIRE(view_error(iota_tensor({1, 6, 3}).expand({5, 6, 3})) ==
          "view_of.tensor: of sizes [5, 6, 3] has strides [0, 3, 1], its rows are not dense; use "
          "tensor.contiguous()");
  REQUIRE(refusal([&] {
            (void)planes_of<float>(iota_tensor({2, 3}));
          }) ==
          "planes_of.tensor: has sizes [2, 3], not [channels, height, width]; select one image of a batch by "
          "tensor[i]");
  REQUIRE(refusal([&] {
            (void)planes_of<float>(image.permute({2, 0, 1}));
          }) ==
          "planes_of.tensor: of sizes [3, 5, 6] has strides [1, 18, 3], its rows are not dense; use "
          "tensor.contiguous()");
  REQUIRE(refusal([&] {
            (void)planes_of<float>(iota_tensor({1, 4, 4}).expand({3, 4, 4}));
          }) ==
          "planes_of.tensor: of sizes [3, 4, 4] has strides [0, 4, 1], its rows are not dense; use "
          "tensor.contiguous()");
}

TEMPLATE_TEST_CASE("planes_of gives views of the channels of a planar tensor", "[torch]", std::uint8_t,
                   float) {
  using T = TestType;
  const torch::Tensor full = iota_tensor({3, 5, 6}, vary::detail::torch_type<T>());
  for (const torch::Tensor& tensor : {full, full.slice(1, 1, 4).slice(2, 2, 5), full.slice(0, 1, 2),
                                      full.slice(1, 2, 3), full.slice(0, 0, 3, 2)}) {
    const std::vector<ImageView<T>> planes = planes_of<T>(tensor);
    REQUIRE(static_cast<std::int64_t>(planes.size()) == tensor.size(0));
    for (std::size_t c = 0; c < planes.size(); ++c) {
      REQUIRE(same_values<T>(planes[c], tensor[static_cast<std::int64_t>(c)].unsqueeze(2)));
    }
  }
  planes_of<T>(full)[2].at(5, 4) = T{7};
  REQUIRE(full[2][4][5].template item<T>() == T{7});
}

TEMPLATE_TEST_CASE("The tensor of a view shares its memory", "[torch]", std::uint8_t, float) {
  using T = TestType;
  for (const int channels : {1, 3, 5}) {
    tests::Guarded<T> guarded({6, 5, channels}, 4);
    tests::fill_noise(guarded.view(), 3);
    const torch::Tensor tensor = tensor_of(guarded.view());
    REQUIRE(tensor.data_ptr<T>() == guarded.view().data());
    REQUIRE(same_values<T>(guarded.view(), tensor));
    tensor.fill_(1);
    REQUIRE(guarded.view().at(5, 4) == T{1});
    REQUIRE(guarded.intact());
    REQUIRE(view_of<T>(tensor).stride() == guarded.view().stride());
  }
  vary::Image<T> image = tests::noise_image<T>(6, 5, 3);
  const vary::Image<T>& constant = image;
  REQUIRE(tensor_of(image).template data_ptr<T>() == image.data());
  REQUIRE(tensor_of(constant).template data_ptr<T>() == image.data());
  const torch::Tensor kept = tensor_of(vary::Image<T>(image));
  REQUIRE(same_values<T>(image, kept));
  REQUIRE(refusal([] { (void)tensor_of(ImageView<T>()); }) ==
          "tensor_of.view: is empty; give one with pixels");
  REQUIRE(refusal([] { (void)tensor_of(vary::Image<T>()); }) ==
          "tensor_of.image: is empty; give one with pixels");
}

TEMPLATE_TEST_CASE("A pipeline writes to a tensor, to an image of a batch, and in both memory formats",
                   "[torch]", float, vary::float16, vary::bfloat16) {
  using U = TestType;
  const auto photo = tests::noise_image<std::uint8_t>(12, 10, 3);
  const vary::Key key{.seed = 4, .index = 2};
  const std::vector<U> planar = expected_tensor<U>(photo, key);
  const std::vector<U> interleaved = expected_tensor<U>(photo, key, vary::Layout::hwc);
  const auto options = torch::TensorOptions(vary::detail::torch_type<U>());

  const torch::Tensor one = torch::empty({3, 6, 7}, options);
  REQUIRE(into_of<U>(one).shape == vary::Shape{7, 6, 3});
  augment.into(into_of<U>(one, 0, mean, deviation), photo, key);
  REQUIRE(same_memory(one.data_ptr(), planar));

  const torch::Tensor batch = torch::zeros({4, 3, 6, 7}, options);
  const torch::Tensor last = batch.contiguous(torch::MemoryFormat::ChannelsLast);
  augment.into(into_of<U>(batch, 2, mean, deviation), photo, key);
  augment.into(into_of<U>(last, 2, mean, deviation), photo, key);
  REQUIRE(same_memory(batch[2].data_ptr(), planar));
  REQUIRE(same_memory(last[2].data_ptr(), interleaved));
  REQUIRE(torch::equal(batch, last));
  for (const std::int64_t other : {0, 1, 3}) REQUIRE(batch[other].count_nonzero().item<int>() == 0);
}

TEST_CASE("A tensor that a pipeline cannot write to throws", "[torch]") {
  const torch::Tensor batch = torch::zeros({4, 3, 6, 7});
  const auto into_error = [](const torch::Tensor& tensor, std::size_t index = 0) {
    return refusal([&] { (void)into_of<float>(tensor, index); });
  };
  REQUIRE(into_error(batch, 4) == "into_of.index: 4 is out of range for 4 images; give a smaller one");
  REQUIRE(into_error(batch[0], 1) == "into_of.index: 1 is out of range for 1 images; give a smaller one");
  REQUIRE(into_error(batch[0][0]) ==
          "into_of.tensor: has sizes [6, 7]; give [channels, height, width] or [count, channels, height, "
          "width]");
  REQUIRE(into_error(batch.slice(3, 0, 5)) ==
          "into_of.tensor: of sizes [4, 3, 6, 5] has strides [126, 42, 7, 1], it is not contiguous; give a "
          "contiguous tensor");
  REQUIRE(into_error(batch.to(torch::kFloat16)) ==
          "into_of.tensor: has the type Half, not Float; change the template argument or use tensor.to()");
  const auto photo = tests::noise_image<std::uint8_t>(12, 10, 3);
  const vary::Pipeline<std::uint8_t> other{vary::Resize{.width = 6, .height = 7}};
  REQUIRE(refusal([&] { other.into(into_of<float>(batch), photo); }) ==
          "Tensor.shape: is 7x6x3, the image 6x7x3; end the pipeline with Resize or a crop of that size");
}

TEST_CASE("An example of a torch dataset is the output of the pipeline for its key", "[torch]") {
  const vary::Images<std::uint8_t> images = ten_images();
  vary::TorchDataset dataset(images, augment, {.seed = 11, .mean = mean, .deviation = deviation});
  REQUIRE(dataset.size().value() == 10);
  for (const int epoch : {0, 3}) {
    dataset.epoch(epoch);
    for (std::size_t i = 0; i < 10; ++i) {
      const auto example = dataset.get(i);
      REQUIRE(example.data.sizes() == torch::IntArrayRef({3, 6, 7}));
      const vary::Image<std::uint8_t> photo(images.image(i));
      REQUIRE(same_memory(example.data.data_ptr(),
                          expected_tensor(photo, {.seed = 11, .epoch = epoch, .index = i})));
      REQUIRE(example.target.dim() == 0);
      REQUIRE(example.target.item<std::int64_t>() == images.label(i));
    }
  }
  REQUIRE(refusal([&] { (void)dataset.get(10); }) ==
          "Images.index: 10 is out of range for 10 images; give a smaller one");
}

TEST_CASE("A torch data loader gives the same examples with any number of workers", "[torch]") {
  const vary::Images<std::uint8_t> images = ten_images();
  vary::TorchDataset dataset(images, augment, {.seed = 11, .mean = mean, .deviation = deviation});
  for (const std::size_t workers : {0u, 1u, 3u}) {
    auto loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
        dataset.map(torch::data::transforms::Stack<>()),
        torch::data::DataLoaderOptions().batch_size(4).workers(workers));
    for (const int epoch : {5, 6}) {  // of the same loader
      dataset.epoch(epoch);
      std::int64_t index = 0;
      for (const auto& batch : *loader) {
        for (std::int64_t i = 0; i < batch.data.size(0); ++i, ++index) {
          const vary::Image<std::uint8_t> photo(images.image(static_cast<std::size_t>(index)));
          const vary::Key key{.seed = 11, .epoch = epoch, .index = index};
          REQUIRE(same_memory(batch.data[i].data_ptr(), expected_tensor(photo, key)));
          REQUIRE(batch.target[i].item<std::int64_t>() == 100 - index);
        }
      }
      REQUIRE(index == 10);
    }
  }
}

TEMPLATE_TEST_CASE("The tensors of a batch share its memory", "[torch]", float, vary::float16,
                   vary::bfloat16) {
  using U = TestType;
  SomeBatch<U> batch{{}, {7, 8}, {4, 3, 2}, vary::Layout::chw};
  for (int i = 0; i < 48; ++i) batch.values.emplace_back(static_cast<float>(i));
  const SomeBatch<U>& constant = batch;
  const auto planar = vary::tensors_of(constant);
  REQUIRE(planar.data.data_ptr() == batch.values.data());
  REQUIRE(planar.data.scalar_type() == vary::detail::torch_type<U>());
  REQUIRE(torch::equal(planar.data.to(torch::kFloat32), iota_tensor({2, 2, 3, 4})));
  REQUIRE(planar.target.data_ptr() == batch.labels.data());
  REQUIRE(torch::equal(planar.target, torch::tensor({7, 8}, torch::kInt64)));

  batch.layout = vary::Layout::hwc;
  const torch::Tensor last = vary::tensors_of(batch).data;
  REQUIRE(last.data_ptr() == batch.values.data());
  REQUIRE(last.is_contiguous(torch::MemoryFormat::ChannelsLast));
  REQUIRE(torch::equal(last.to(torch::kFloat32), iota_tensor({2, 3, 4, 2}).permute({0, 3, 1, 2})));

  SomeBatch<U> none{{}, {}, {4, 3, 2}, vary::Layout::chw};
  REQUIRE(vary::tensors_of(none).data.sizes() == torch::IntArrayRef({0, 2, 3, 4}));
  batch.values.pop_back();
  REQUIRE(refusal([&] { (void)vary::tensors_of(batch); }) ==
          "tensors_of.batch: has 47 values and 2 labels for 2 images of 4x3x2; give an unmodified batch");
}
