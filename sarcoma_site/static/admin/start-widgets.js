// Starts the editor's date fields, choosers and inline panels from the data beside them (core/admin_starters.py).
// Only what is named here can be started: data that somebody smuggles into a screen must not call anything else.
const STARTERS = {
  Chooser: (...given) => new window.Chooser(...given),
  DocumentChooser: (...given) => new window.DocumentChooser(...given),
  ImageChooser: (...given) => new window.ImageChooser(...given),
  InlinePanel: (...given) => new window.InlinePanel(...given),
  MultipleChooserPanel: (...given) => new window.MultipleChooserPanel(...given),
  PageChooser: (...given) => new window.PageChooser(...given),
  SnippetChooser: (...given) => new window.SnippetChooser(...given),
  createTaskChooser: (...given) => window.createTaskChooser(...given),
  initDateChooser: (...given) => window.initDateChooser(...given),
  initDateTimeChooser: (...given) => window.initDateTimeChooser(...given),
  initTimeChooser: (...given) => window.initTimeChooser(...given),
};

// A chooser looks for its buttons once. Wagtail's menus may have taken some of them away by then, into a layer of their
// own, and “Choose another page” would do nothing: so they come back for that moment.
function withButtonsInPlace(chooser, start) {
  const menus = [...(chooser?.querySelectorAll('[data-controller~="w-dropdown"]') ?? [])]
    .map((menu) => window.wagtail.app.getControllerForElementAndIdentifier(menu, "w-dropdown")?.tippy?.props.content)
    .filter((content) => content instanceof Element)
    .map((content) => ({ content, layer: content.parentNode }));
  menus.forEach(({ content }) => chooser.append(content));
  start();
  menus.forEach(({ content, layer }) => layer?.append(content));
}

class StartWidget extends window.StimulusModule.Controller {
  static values = { name: String };

  // Once for each element, also when it is moved about as rows change places; `connect` would start it twice.
  initialize() {
    const given = JSON.parse(this.element.textContent);
    const chooser = document.getElementById(`${given[0]}-chooser`);
    withButtonsInPlace(chooser, () => STARTERS[this.nameValue](...given));
  }
}

window.wagtail.app.register("start-widget", StartWidget);
